import { resolve } from 'node:path';
import type { Rolldown } from 'vite';

/** What the bundler knows of a module. */
type Modules = Pick<Rolldown.PluginContext, 'getModuleInfo'>;

/**
 * The layers, from what every page needs to what only some do: each holds what its first modules import and no earlier
 * layer holds.
 */
const layers: readonly (readonly [name: string, ...roots: string[]])[] = [
  ['app', 'main.tsx'],
  ['public', 'features/access/auth/SignInPage.tsx', 'features/access/activation/ActivationPage.tsx'],
  ['frame', 'app/frame/AppFrame.tsx'],
  ['list', 'features/people/users/list/UsersPage.tsx'],
];

/** Code that only one of those pages needs. Its places belong to the router, which would wait for a later chunk. */
const ofOnePage = /\/src\/features\/access\/activation\/(?!places\.ts)/;

/** Packages that import everything in one module, from which the bundler keeps what is used. */
const barrels = /\/(?:@mantine\/\w+\/esm\/index|@tabler\/icons-react\/dist\/esm\/tabler-icons-react)\.mjs$/;

/**
 * Puts what pages share into a few chunks, by who needs it: a hundred requests take longer than some code that the
 * next page needs anyway. What only one page needs stays in that page's own chunk.
 */
export function sharedChunks(): Rolldown.CodeSplittingGroup[] {
  let layerOf: ReadonlyMap<string, string> | undefined;
  return [
    {
      name: (id, modules) => {
        layerOf ??= findLayers(modules);
        return ofOnePage.test(id) ? null : (layerOf.get(id) ?? null);
      },
      includeDependenciesRecursively: false,
    },
    {
      name: 'shared',
      minShareCount: 2,
      entriesAware: true,
      entriesAwareMergeThreshold: 4000,
      includeDependenciesRecursively: false,
    },
  ];
}

function findLayers(modules: Modules): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const [name, ...roots] of layers) {
    const waiting = roots.map((root) => resolve(import.meta.dirname, 'src', root));
    for (let id = waiting.pop(); id !== undefined; id = waiting.pop()) {
      if (found.has(id)) continue;
      found.set(id, name);
      waiting.push(...importsOf(id, modules));
    }
  }
  return found;
}

/** The modules that a module imports, and of a barrel only those that it names. */
function importsOf(id: string, modules: Modules): string[] {
  const { importedIds = [], code } = modules.getModuleInfo(id) ?? {};
  const direct = importedIds.filter((imported) => !barrels.test(imported));
  const through = importedIds.filter((imported) => barrels.test(imported));
  if (through.length === 0) return direct;
  const names = new Set(namesIn(code ?? '').map(({ source }) => source));
  return [...direct, ...through.flatMap((barrel) => exportedFrom(barrel, names, modules))];
}

function exportedFrom(barrel: string, names: ReadonlySet<string>, modules: Modules): string[] {
  return namesIn(modules.getModuleInfo(barrel)?.code ?? '')
    .filter(({ local, from }) => names.has(local) && from.startsWith('.'))
    .map(({ from }) => resolve(barrel, '..', from));
}

function namesIn(code: string): { source: string; local: string; from: string }[] {
  return [...code.matchAll(/\b(?:import|export)\s*\{([^}]*)\}\s*from\s*["']([^"']+)["']/g)].flatMap(
    ([, list = '', from = '']) =>
      list.split(',').map((part) => {
        const [source = '', local = source] = part.trim().split(/\s+as\s+/);
        return { source, local, from };
      }),
  );
}
