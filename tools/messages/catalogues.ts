import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { apiNameOf } from '@muster/contracts/kit/define-noun';

/** One language's messages by full key, e.g. `users.list.title`. */
export type Messages = ReadonlyMap<string, string>;

/** The messages of one part of the product, in both languages. */
export interface Catalogue {
  readonly en: Messages;
  readonly de: Messages;
}

/**
 * Reads the SPA's messages: those of a feature are below its noun in camelCase, as the registry merges them.
 */
export function readWeb(source: string): Catalogue {
  const features = join(source, 'features');
  const folders = [
    ['app', join(source, 'app/messages')],
    ['platform', join(source, 'platform/i18n/messages')],
    ...readdirSync(features).flatMap((domain) =>
      readdirSync(join(features, domain)).map(
        (noun) => [apiNameOf(noun), join(features, domain, noun, 'messages')] as const,
      ),
    ),
  ] as const;
  const read = (language: string) =>
    new Map(
      folders.flatMap(([namespace = '', folder = '']) => [
        ...flatten(readJson(join(folder, `${language}.json`)), namespace),
      ]),
    );
  return { en: read('en'), de: read('de') };
}

/** The messages as the app looks them up: what nouns have under `catalogue` is one part. */
export function asLookedUp(messages: Messages): Messages {
  return new Map([...messages].map(([key, text]) => [key.replace(/^\w+\.catalogue\./, 'catalogue.'), text]));
}

/** Reads the API's messages: `problems.*`, `emails.*` and others. */
export function readApi(folder: string): Catalogue {
  const read = (language: string) => new Map(flatten(readJson(join(folder, `${language}.json`)), ''));
  return { en: read('en'), de: read('de') };
}

function readJson(path: string): unknown {
  return existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : {};
}

function* flatten(node: unknown, prefix: string): Generator<[string, string]> {
  if (typeof node === 'string') {
    yield [prefix, node];
    return;
  }
  for (const [key, child] of Object.entries(node as Record<string, unknown>)) {
    yield* flatten(child, prefix === '' ? key : `${prefix}.${key}`);
  }
}
