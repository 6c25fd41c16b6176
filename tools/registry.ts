// What the registry of nouns consists of: files of static imports, written from the list of nouns, because Node has
// no globs and globs have no types.
import { nouns } from '../packages/contracts/src/nouns.ts';

const heading = '// Written by tools/generate.ts from packages/contracts/src/nouns.ts.';
const contracts = 'packages/contracts/src';

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
  };
}

function lines(all: readonly string[]): string {
  return `${all.join('\n')}\n`;
}
