import type { Plugin } from 'vite';

const contracts = /\/packages\/contracts\/src\/.+\.ts$/;
const text = String.raw`(?:'(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*")`;
/** `summary: '…'` and `description: '…' + '…'`, but no field of that name. */
const prose = new RegExp(
  String.raw`\b(?:summary|description|example):\s*${text}(?:\s*\+\s*${text})*\s*(?:,|(?=\}))`,
  'g',
);

/** The errors that an endpoint declares; the app has words for all codes. */
const errors = /\berrors: \[[^\]]*\],?/g;

/** What is left of `.meta()` then: nothing, or the name of a schema. */
const meta = /\.meta\(\{\s*(?:id:\s*'[^']*',?\s*)?\}\)/g;
/** How files of users call their columns, which only the server reads: the texts in backquotes, and `words: '…'`. */
const userFields = /\/packages\/contracts\/src\/people\/user-fields\.ts$/;
const columnWords = /`[^`]*`|(?<=\bwords: )'[^']*'/g;
const components = /\/@mantine\/\w+\/esm\/.+\.mjs$/;
const displayName = /^\w+\.displayName = "[^"]*";$/gm;

const stubs = [
  {
    module: /\/zod\/v4\/core\/json-schema-processors\.js$/,
    code: `export const toJSONSchema = undefined;
export const allProcessors = {};
export function aggregateChecks() { throw new Error('The web app cannot ask a schema for its limits.'); }`,
  },
  {
    module: /\/zod\/v4\/core\/to-json-schema\.js$/,
    code: `const absent = () => () => { throw new Error('The web app makes no JSON Schema.'); };
export { ${[
      ...['createToJSONSchemaMethod', 'createStandardJSONSchemaMethod', 'initializeContext', 'process'],
      ...['processSchema', 'extractDefs', 'finalize', 'handleUnrepresentable'],
    ]
      .map((name) => `absent as ${name}`)
      .join(', ')} };`,
  },
  {
    // What zod says about a fault; the app has its own words for the codes.
    module: /\/zod\/v4\/locales\/en\.js$/,
    code: 'export default () => ({ localeError: () => undefined });',
  },
] as const;

/**
 * Leaves out what only documentation, the server and developer tools read: the prose of the contracts, how files call
 * their columns, how zod writes JSON Schema,
 * the display names of components. They would be on every page.
 */
export function withoutDocs(): Plugin {
  return {
    name: 'muster:without-docs',
    apply: 'build',
    enforce: 'pre',
    load: (id) => stubs.find(({ module }) => module.test(id))?.code ?? null,
    transform(code, id) {
      if (contracts.test(id)) {
        const bare = code.replace(prose, '').replace(meta, '').replace(errors, '');
        return { code: userFields.test(id) ? bare.replace(columnWords, "''") : bare, map: null };
      }
      if (components.test(id)) return { code: code.replace(displayName, ''), map: null };
      return null;
    },
  };
}
