import { entriesOf, type ValuesOf } from '@muster/contracts/kit/fields';
import { displayName } from '@muster/contracts/kit/primitives';
import { trimInvisible } from '@muster/contracts/kit/text';
import { type UserChoice, userFields } from '@muster/contracts/people/user-fields';
import type { ImportColumn, ImportField } from '@muster/contracts/people/user-imports';
import type * as z from 'zod';
import { splitNames } from '../../../../platform/csv.ts';
import { cellReader } from '../../../../platform/fields/cells.ts';
import { choiceOf } from './header-words.ts';

/** Why a row, or a field of it, is skipped or fails; each has its text in `imports.rows`. */
export type RowErrorCode =
  | `${UserChoice}_unknown`
  | 'cells_beyond_columns'
  | 'changed_since'
  | 'control_characters'
  | 'email_column_missing'
  | 'email_duplicate'
  | 'email_invalid'
  | 'email_missing'
  | 'external_id_duplicate'
  | 'external_id_shortened'
  | 'external_id_taken'
  | 'import_outdated'
  | 'internal_error'
  | 'invisible_characters'
  | 'last_owner'
  | 'link_in_name'
  | 'owner_not_allowed'
  | 'permission_lost'
  | 'quote_broken'
  | 'role_not_held'
  | 'seat_limit_reached'
  | 'too_long'
  | 'too_many_groups'
  | 'unchanged'
  | 'user_exists'
  | 'user_missing';

/** An error as stored; its text is produced when it is read. */
export interface RowError {
  readonly field: ImportField | null;
  readonly code: RowErrorCode;
  /** Another line the error refers to. */
  readonly line?: number;
}

/** The values of a row; empty cells are absent. */
export interface ParsedRow extends Partial<CellValues> {
  /** The cells with groups, each with the names in it. */
  readonly groups: readonly { readonly cell: string; readonly names: readonly string[] }[];
  readonly errors: readonly RowError[];
  /** Cells that are left out. */
  readonly warnings: readonly RowError[];
}

type Values = ValuesOf<typeof userFields>;
type CellValues = { readonly [K in keyof Values]: NonNullable<Values[K]> };

/** How the cells of each field are read. */
const readers = entriesOf(userFields).flatMap(([field, spec]) =>
  spec.import ? [{ field, read: cellReader(spec, choiceOf[field as UserChoice]) }] : [],
);

/** Names of groups in a row, before it is known which of them are one group. */
const maxNames = 200;
/** An address with a name; a longer cell has neither, and is not searched. */
const maxAddress = 1_000;
const GroupName = displayName(100);
/** A number of which a spreadsheet has kept some digits: `1.23457E+12`. */
const scientific = /^[+-]?\d(?:[.,]\d+)?E\+\d{1,3}$/i;
/** What is no reason to leave out a person. */
const dispensable: ReadonlySet<RowErrorCode> = new Set(['locale_unknown']);
/** `Ada Lovelace <ada@example.org>`, as mail programs write it. */
const withName = /^(?:"?([^"<>]*?)"?\s*)<([^<>]+)>$/;

/**
 * Parses the cells of a row by the fields of their columns.
 * @param columns the columns of the file
 * @param cells the row's cells
 */
export function parseRow(columns: readonly ImportColumn[], cells: readonly string[]): ParsedRow {
  const errors: RowError[] = [];
  const warnings: RowError[] = [];
  const textOf = (field: ImportField) => {
    const column = columns.find((candidate) => candidate.field === field);
    return column ? (cells[column.index]?.trim() ?? '') : '';
  };
  const address = readAddress(textOf('email'));
  const nameField = textOf('name') === '' ? undefined : 'name';
  // Names can come from a column of whole names, or from beside the address.
  const derived: Partial<Record<ImportField, string>> = splitWhole(textOf('name') || address.name);
  const values: Record<string, string> = {};
  for (const { field, read } of readers) {
    const own = field === 'email' ? address.email : textOf(field);
    const text = own || derived[field];
    if (!text) continue;
    if (field === 'externalId' && scientific.test(text)) {
      warnings.push({ field, code: 'external_id_shortened' });
      continue;
    }
    const found = read(text);
    if ('value' in found) values[field] = found.value;
    else {
      const code = found.error === 'unknown' ? (`${field}_unknown` as RowErrorCode) : faultOf(found.error);
      const list = dispensable.has(code) ? warnings : errors;
      list.push({ field: own ? field : (nameField ?? field), code });
    }
  }
  if (address.email === '') errors.unshift({ field: 'email', code: 'email_missing' });
  const groups = columns
    .filter(({ field }) => field === 'groups')
    .map(({ index }) => cells[index]?.trim() ?? '')
    .filter((cell) => cell !== '')
    .map((cell) => ({ cell, names: splitNames(cell) }));
  const names = groups.flatMap((cell) => cell.names);
  if (names.length > maxNames) {
    errors.push({ field: 'groups', code: 'too_many_groups' });
    return { ...(values as Partial<CellValues>), groups: [], errors, warnings };
  }
  for (const name of names) {
    const { error } = GroupName.safeParse(name);
    if (error) errors.push({ field: 'groups', code: faultOf(error) });
  }
  return { ...(values as Partial<CellValues>), groups, errors, warnings };
}

function readAddress(text: string): { email: string; name: string } {
  const bare = trimInvisible(text.slice(0, maxAddress));
  const [, name = '', address] = withName.exec(bare) ?? [];
  return { email: trimInvisible((address ?? bare).replace(/^\s*mailto:/i, '')), name: name.trim() };
}

/** `Jane Doe` and `Doe, Jane`. */
function splitWhole(name: string): { firstName: string; lastName: string } {
  const [last = '', first, ...rest] = name.split(',').map((part) => part.trim());
  if (first && rest.length === 0) return { firstName: first, lastName: last };
  const words = name.split(/\s+/);
  const family = words.length > 1 ? (words.pop() ?? '') : '';
  return { firstName: words.join(' '), lastName: family };
}

function faultOf(error: z.core.$ZodError): RowErrorCode {
  const [issue] = error.issues;
  if (issue?.code === 'too_big') return 'too_long';
  const code = issue?.code === 'custom' ? String(issue.params?.code) : '';
  if (code === 'link_in_name' || code === 'email_invalid' || code === 'invisible_characters') return code;
  return 'control_characters';
}
