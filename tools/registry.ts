// What the registry of nouns consists of: files of static imports, written from the list of nouns, because Node has
// no globs and globs have no types.
import { existsSync } from 'node:fs';
import path from 'node:path';
import { nouns } from '../packages/contracts/src/nouns.ts';
import { ROOT } from './start/stamp.mjs';

const heading = '// Written by tools/generate.ts from packages/contracts/src/nouns.ts.';
const contracts = 'packages/contracts/src';
const api = 'apps/api/src';

/**
 * The registry's files.
 * @returns their texts by path, relative to the repository
 */
export function registryFiles(): Readonly<Record<string, string>> {
  const rooms = Object.entries(nouns).map(([noun, domain]) => ({
    name: noun.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase()),
    room: `${domain}/${noun}`,
  }));
  const names = rooms.map(({ name }) => name);
  // A noun may be served by the feature of another one, and have no queues and e-mails.
  const having = (file: string) =>
    rooms.filter(({ room }) => existsSync(path.join(ROOT, api, 'features', room, file)));
  const features = having('feature.ts');
  const withQueues = having('queues.ts');
  const withMails = having('mails.ts');
  return {
    [`${contracts}/generated/api.ts`]: lines([
      heading,
      ...rooms.map(({ name, room }) => `import { ${name} } from '../${room}.ts';`),
      `export const api = { ${names.join(', ')} } as const;`,
    ]),
    [`${contracts}/generated/manifests.ts`]: lines([
      heading,
      ...rooms.map(({ name, room }) => `import { ${name}Manifest } from '../${room}.manifest.ts';`),
      `export const manifests = { ${names.map((name) => `${name}: ${name}Manifest`).join(', ')} } as const;`,
    ]),
    [`${api}/generated/features.ts`]: lines([
      heading,
      "import type { Feature } from '../platform/define-feature.ts';",
      ...features.map(
        ({ name, room }) => `import { feature as ${name} } from '../features/${room}/feature.ts';`,
      ),
      `export const features: readonly Feature[] = [${features.map(({ name }) => name).join(', ')}];`,
    ]),
    [`${api}/generated/queues.ts`]: lines([
      heading,
      ...withQueues.map(
        ({ name, room }) => `import { queues as ${name} } from '../features/${room}/queues.ts';`,
      ),
      `export const queues = { ${withQueues.map(({ name }) => `...${name}`).join(', ')} };`,
    ]),
    [`${api}/generated/mails.ts`]: lines([
      heading,
      "import type { EmailTemplateKey } from '@muster/contracts/catalogue';",
      "import type { EmailKind } from '../platform/email/define-mail.ts';",
      ...withMails.map(
        ({ name, room }) => `import { mails as ${name} } from '../features/${room}/mails.ts';`,
      ),
      'export const emailKinds: Readonly<Record<EmailTemplateKey, EmailKind>> = {',
      ...withMails.map(({ name }) => `  ...${name},`),
      '};',
    ]),
  };
}

function lines(all: readonly string[]): string {
  return `${all.join('\n')}\n`;
}
