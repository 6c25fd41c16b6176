import { fileURLToPath } from 'node:url';
import { type Plugin, runnerImport } from 'vite';

/** Writes `pages.json`, the paths of the pages (`pagePatterns`), which the server answers with 200. */
export function listPages(): Plugin {
  return {
    name: 'muster:list-pages',
    apply: 'build',
    async generateBundle() {
      const { patterns } =
        await load<typeof import('./src/app/page-patterns.ts')>('src/app/page-patterns.ts');
      this.emitFile({ type: 'asset', fileName: 'pages.json', source: JSON.stringify(patterns()) });
    },
  };
}

async function load<M>(file: string): Promise<M> {
  const root = fileURLToPath(new URL('.', import.meta.url));
  const resolve = { conditions: ['muster-source'], noExternal: [/^@muster\//, icons] };
  const { module } = await runnerImport<M>(root + file, {
    root,
    environments: { inline: { resolve } },
    plugins: [withoutLooks],
  });
  return module;
}

const icons = '@tabler/icons-react';

/** The routes need no styles, and no thousands of icons. */
const withoutLooks: Plugin = {
  name: 'muster:without-looks',
  enforce: 'pre',
  resolveId: (id) => (id === icons || id.endsWith('.css') ? '\0without-looks' : undefined),
  load: (id) => (id === '\0without-looks' ? 'export default {}' : undefined),
};
