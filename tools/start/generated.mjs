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

const API = 'apps/api/src/features';
const WEB = 'apps/web/src/features';
const NOUNS = 'packages/contracts/src/nouns.ts';

/** The folders of features inside those of their domains. */
function featuresIn(/** @type {string} */ folder) {
  return foldersIn(folder).flatMap((domain) => foldersIn(domain));
}

function foldersIn(/** @type {string} */ folder) {
  return readdirSync(path.join(ROOT, folder), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => `${folder}/${name}`);
}

/** What the registry depends on: the nouns and their manifests, which files their features have, and their places. */
export function registryPrint() {
  const listed = [
    ...featuresIn(API).flatMap((feature) =>
      ['feature.ts', 'queues.ts', 'mails.ts'].map((file) => `${feature}/${file}`),
    ),
    ...featuresIn(WEB).map((feature) => `${feature}/messages/en.json`),
  ].filter(exists);
  const manifests = foldersIn('packages/contracts/src').flatMap((domain) =>
    readdirSync(path.join(ROOT, domain))
      .filter((file) => file.endsWith('.manifest.ts'))
      .map((file) => `${domain}/${file}`),
  );
  listed.push(
    ...foldersIn('packages/contracts/src')
      .map((domain) => `${domain}/events`)
      .filter(exists)
      .flatMap((folder) => readdirSync(path.join(ROOT, folder)).map((file) => `${folder}/${file}`)),
  );
  const places = featuresIn(WEB)
    .map((feature) => `${feature}/places.ts`)
    .filter(exists);
  return fingerprint([NOUNS, 'tools/registry.ts', ...manifests.sort(), ...places.sort()], listed.sort());
}

/** What everything that is generated depends on. */
export function generatePrint() {
  return `${clientPrint()} ${registryPrint()}`;
}

/** Whether the client was generated from the schema as it is now. */
export function isClientGenerated() {
  return exists('packages/database/src/generated/client.ts') && isStamped(CLIENT, clientPrint());
}

const registryFolders = ['packages/contracts/src', 'apps/api/src', 'apps/web/src'].map(
  (folder) => `${folder}/generated`,
);

/** Whether the registry is that of the nouns as they are now. */
export function isRegistryGenerated() {
  return registryFolders.every(exists) && isStamped(REGISTRY, registryPrint());
}

/** Whether nothing has to be generated. */
export function isGenerated() {
  return isClientGenerated() && isRegistryGenerated();
}
