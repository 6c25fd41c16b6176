// Whether what tools/generate.ts writes is there and up to date: the Prisma client and the registry of nouns. Plain
// JavaScript for Node 18.
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { exists, fingerprint, isStamped, ROOT } from './stamp.mjs';

/** Names of the stamps. */
export const CLIENT = 'generate';
export const REGISTRY = 'registry';

/** What the generated client depends on, as one fingerprint. */
export function clientPrint() {
  return fingerprint(['prisma/schema', 'prisma.config.ts', 'node_modules/prisma/package.json']);
}

const FEATURES = 'apps/api/src/features';

const LISTED = ['feature.ts', 'queues.ts', 'mails.ts'];

/** What the registry depends on: the nouns, and which files their features have. */
export function registryPrint() {
  const domains = readdirSync(path.join(ROOT, FEATURES), { withFileTypes: true });
  const features = domains
    .filter((domain) => domain.isDirectory())
    .flatMap(({ name }) => readdirSync(path.join(ROOT, FEATURES, name)).map((noun) => `${name}/${noun}`))
    .flatMap((noun) => LISTED.map((file) => `${FEATURES}/${noun}/${file}`))
    .filter(exists);
  return fingerprint(['packages/contracts/src/nouns.ts', 'tools/registry.ts'], features.sort());
}

/** What everything that is generated depends on. */
export function generatePrint() {
  return `${clientPrint()} ${registryPrint()}`;
}

/** Whether the client was generated from the schema as it is now. */
export function isClientGenerated() {
  return exists('packages/database/src/generated/client.ts') && isStamped(CLIENT, clientPrint());
}

const registryFolders = ['packages/contracts/src/generated', 'apps/api/src/generated'];

/** Whether the registry is that of the nouns as they are now. */
export function isRegistryGenerated() {
  return registryFolders.every(exists) && isStamped(REGISTRY, registryPrint());
}

/** Whether nothing has to be generated. */
export function isGenerated() {
  return isClientGenerated() && isRegistryGenerated();
}
