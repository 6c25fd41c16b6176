import { hash } from 'node:crypto';
import type { ImportColumn, ImportField } from '@muster/contracts/people/user-imports';
import { normalise } from '../../../../platform/fields/cells.ts';

/** What an account chose for the columns of earlier files, by `headerKey`. */
export type Mappings = Readonly<Record<string, readonly (ImportField | null)[]>>;

/**
 * Identifies files whose columns have the same names in the same order.
 * @returns null for a file without names
 */
export function headerKey(columns: readonly ImportColumn[]): string | null {
  if (columns.every(({ header }) => header === '')) return null;
  return hash('sha256', columns.map(({ header }) => normalise(header)).join('\n'));
}

/** Reads columns as the account chose for an earlier file with the same names. */
export function withMapping(
  columns: ImportColumn[],
  mappings: Mappings,
): { columns: ImportColumn[]; isRemembered: boolean } {
  const fields = mappings[headerKey(columns) ?? ''];
  if (!fields || fields.length !== columns.length) return { columns, isRemembered: false };
  return {
    columns: columns.map((column, index) => ({ ...column, field: fields[index] ?? null })),
    isRemembered: true,
  };
}
