import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { apiNameOf } from '@muster/contracts/kit/define-noun';
import type { Messages } from './catalogues.ts';

interface Use {
  readonly file: string;
  /** A full key, with `*` for each computed part. */
  readonly key: string;
}

// `const t = useTranslations('users.list')` names a translator and its namespace.
const translator = /const (\w+) = useTranslations\(\s*(?:'([^']*)')?\s*\)/g;
// A translator for one feature's catalogue in an explicit language, for texts written to other people.
const ownTranslator = /const (\w+) = createTranslator\(\{[^}]*?namespace: '([^']*)'/g;
// Messages looked up by a value that may not be a key.
const lookedUp = /useMessages\(\)((?:\.\w+)+)/g;
// Labels of the navigation and the command palette, by their full keys.
const labelled = /\blabel: '([\w.]+)'/g;

/** Finds unused messages, and uses of missing messages. */
export function checkUse(messages: Messages, source: string): string[] {
  const uses = globSync('**/*.{ts,tsx}', { cwd: source })
    .filter((file) => !file.includes('.test.'))
    .flatMap((file) => usesOf(file, readFileSync(join(source, file), 'utf8')));
  const patterns = uses.map(({ key }) => patternOf(key));
  const keys = [...messages.keys()];
  const unused = keys.filter((key) => !patterns.some((pattern) => pattern.test(key)));
  const missing = uses.filter(({ key }) => !keys.some((known) => patternOf(key).test(known)));
  return [
    ...unused.map((key) => `web: ${key} is not used`),
    ...missing.map(({ file, key }) => `web: ${file} uses ${key}, which is missing`),
  ];
}

function usesOf(file: string, text: string): Use[] {
  const noun = apiNameOf(/features\/[^/]+\/([^/]+)\//.exec(file)?.[1] ?? '');
  const declarations = [
    ...[...text.matchAll(translator)].map(({ 1: name = '', 2: namespace = '', index }) => ({
      name,
      namespace,
      index,
    })),
    ...[...text.matchAll(ownTranslator)].map(({ 1: name = '', 2: namespace = '', index }) => ({
      name,
      namespace: `${noun}.${namespace}`,
      index,
    })),
  ];
  const values = [...text.matchAll(lookedUp)].map(([, path = '']) => ({ file, key: `${path.slice(1)}.*` }));
  const labels = file.endsWith('places.ts')
    ? [...text.matchAll(labelled)].map(([, key = '']) => ({ file, key }))
    : [];
  const names = new Set(declarations.map(({ name }) => name));
  const called = [...names].flatMap((name) =>
    callsOf(text, name).flatMap(({ keys, index }) => {
      // Several components in a file can each have their own `t`: the nearest one above applies.
      const nearest = declarations.findLast((one) => one.name === name && one.index < index);
      const prefix = nearest?.namespace ? `${nearest.namespace}.` : '';
      return keys.map((key) => ({ file, key: `${prefix}${key}` }));
    }),
  );
  return [...called, ...values, ...labels];
}

interface Call {
  readonly keys: readonly string[];
  readonly index: number;
}

/** Finds the calls of a translator and their keys: literals, both sides of `a ? 'x' : 'y'`, and templates. */
function callsOf(text: string, name: string): Call[] {
  const calls = text.matchAll(
    new RegExp(`(?<![\\w.])${name}(?:\\.rich|\\.markup|\\.has)?\\(\\s*([^),]+)`, 'g'),
  );
  return [...calls].map(({ 1: first = '', index }) => ({ keys: keysOf(first), index }));
}

function keysOf(argument: string): string[] {
  const [template] = /`[^`]+`?/.exec(argument) ?? [];
  if (template) return [template.replaceAll('`', '').replace(/\$\{[^}]*\}?/g, '*')];
  const literals = [...argument.matchAll(/'([^']+)'/g)].map(([, key = '']) => key);
  return literals.length > 0 ? literals : ['*'];
}

function patternOf(key: string): RegExp {
  const parts = key.split('*').map((part) => part.replaceAll('.', '\\.'));
  // A computed part can span several levels: event types such as `user.created` are keys, too.
  return new RegExp(`^${parts.join('.+')}$`);
}
