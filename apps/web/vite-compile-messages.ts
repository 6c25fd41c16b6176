import { readFileSync } from 'node:fs';
import compile from 'icu-minify/compile';
import type { Plugin } from 'vite';

const catalogue = /\/messages\/[a-z]{2}\.json$/;

/**
 * Parses the messages' ICU syntax when the app is built, so that the browser need not load a parser (some 14 kB
 * compressed, on the sign-in page too). In development and tests messages stay as they are written.
 */
export function compileMessages(): Plugin {
  return {
    name: 'muster:compile-messages',
    apply: 'build',
    enforce: 'pre',
    config: () => ({
      resolve: { alias: { 'use-intl/format-message': 'use-intl/format-message/format-only' } },
    }),
    load(id) {
      if (!catalogue.test(id)) return null;
      const compiled = compileTree(JSON.parse(readFileSync(id, 'utf8')));
      return { code: `export default ${JSON.stringify(compiled)}`, moduleType: 'js' };
    },
  };
}

function compileTree(node: unknown): unknown {
  if (typeof node === 'string') return compile(node);
  return Object.fromEntries(
    Object.entries(node as Record<string, unknown>).map(([key, child]) => [key, compileTree(child)]),
  );
}
