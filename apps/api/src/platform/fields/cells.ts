import type { FieldSpec } from '@muster/contracts/kit/fields';
import type * as z from 'zod';

/** The result of reading a cell: a value, or the error of the schema; `unknown` for a word that is no choice. */
export type ReadCell = (text: string) => { value: string } | { error: z.ZodError | 'unknown' };

/** A normalised word: without case, accents, spaces and punctuation. */
export function normalise(text: string): string {
  return text
    .toLowerCase()
    .replaceAll('ß', 'ss')
    .normalize('NFD')
    .replace(/[^\p{L}\p{N}]/gu, '');
}

/**
 * Normalised words by their meaning.
 * @param words for each meaning, its words, separated by spaces
 */
export function dictionary<M extends string>(words: Readonly<Record<M, string>>): ReadonlyMap<string, M> {
  const entries = Object.entries(words) as [M, string][];
  return new Map(entries.flatMap(([meaning, list]) => list.split(/\s+/).map((word) => [word, meaning])));
}

/**
 * How the cells of a field are read: texts by the field's schema, choices by their words.
 * @param find finds a choice, instead of by its words
 */
export function cellReader(spec: FieldSpec, find = choiceFinder(spec)): ReadCell {
  const readers: Readonly<Record<FieldSpec['type'], ReadCell>> = {
    text: (text) => {
      const { data, error } = spec.schema.safeParse(text);
      return error ? { error } : { value: data };
    },
    choice: (text) => {
      const value = find(text);
      return value === null ? { error: 'unknown' } : { value };
    },
  };
  return readers[spec.type];
}

/** The value of a field as a cell of a file, which an import reads as the same value. */
export function cellOf<K extends string>(key: K) {
  return (row: Readonly<Record<K, string | null>>): string => row[key] ?? '';
}

/** Finds the choice that a word means. */
export function choiceFinder(spec: FieldSpec) {
  const meanings = dictionary(spec.import?.choices ?? {});
  return (text: string): string | null => meanings.get(normalise(text)) ?? null;
}
