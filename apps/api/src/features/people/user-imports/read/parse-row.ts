import { defined } from '@muster/contracts/kit/defined';
import { displayName, EmailAddress, type Locale, line, PersonName } from '@muster/contracts/kit/primitives';
import type { ImportColumn, ImportField } from '@muster/contracts/people/user-imports';
import type { Role } from '@muster/contracts/permissions';
import type * as z from 'zod';
import { splitNames } from '../../../../platform/csv.ts';
import { localeOf, roleOf } from './header-words.ts';

/** Why a row, or a field of it, is skipped or fails; each has its text in `imports.rows`. */
export type RowErrorCode =
  | 'cells_beyond_columns'
  | 'control_characters'
  | 'email_column_missing'
  | 'email_duplicate'
  | 'email_invalid'
  | 'email_missing'
  | 'external_id_duplicate'
  | 'external_id_taken'
  | 'import_outdated'
  | 'internal_error'
  | 'last_owner'
  | 'link_in_name'
  | 'locale_unknown'
  | 'owner_not_allowed'
  | 'quote_broken'
  | 'role_unknown'
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
export interface ParsedRow {
  readonly email?: string;
  readonly firstName?: string;
  readonly lastName?: string;
  readonly role?: Role;
  readonly locale?: Locale;
  readonly externalId?: string;
  /** The cells with groups, each with the names in it. */
  readonly groups: readonly { readonly cell: string; readonly names: readonly string[] }[];
  readonly errors: readonly RowError[];
}

const ExternalId = line(200);
const GroupName = displayName(100);
/** Invisible characters that are copied along with addresses. */
const invisible = /[\u200B-\u200D\u2060\uFEFF\u00AD]/g;
/** `Ada Lovelace <ada@example.org>`, as mail programs write it. */
const withName = /^(?:"?([^"<>]*?)"?\s*)<([^<>]+)>$/;

/**
 * Parses the cells of a row by the fields of their columns.
 * @param columns the columns of the file
 * @param cells the row's cells
 */
export function parseRow(columns: readonly ImportColumn[], cells: readonly string[]): ParsedRow {
  const errors: RowError[] = [];
  const textOf = (field: ImportField) => {
    const column = columns.find((candidate) => candidate.field === field);
    return column ? (cells[column.index]?.trim() ?? '') : '';
  };
  const checked = (field: ImportField, text: string, schema: z.ZodType<string>) => {
    if (text === '') return undefined;
    const { data, error } = schema.safeParse(text);
    if (error) errors.push({ field, code: faultOf(error) });
    return data;
  };
  const known = <T>(field: ImportField, code: RowErrorCode, read: (text: string) => T | null) => {
    const text = textOf(field);
    const value = text === '' ? undefined : (read(text) ?? undefined);
    if (text !== '' && value === undefined) errors.push({ field, code });
    return value;
  };

  const address = readAddress(textOf('email'));
  const whole = splitWhole(textOf('name') || address.name);
  const nameField = textOf('name') === '' ? null : 'name';
  const firstName = textOf('firstName') || whole.firstName;
  const lastName = textOf('lastName') || whole.lastName;
  const parsed = {
    email: checked('email', address.email, EmailAddress),
    firstName: checked(textOf('firstName') ? 'firstName' : (nameField ?? 'firstName'), firstName, PersonName),
    lastName: checked(textOf('lastName') ? 'lastName' : (nameField ?? 'lastName'), lastName, PersonName),
    role: known('role', 'role_unknown', roleOf),
    locale: known('locale', 'locale_unknown', localeOf),
    externalId: checked('externalId', textOf('externalId'), ExternalId),
  };
  if (address.email === '') errors.unshift({ field: 'email', code: 'email_missing' });
  const groups = columns
    .filter(({ field }) => field === 'groups')
    .map(({ index }) => cells[index]?.trim() ?? '')
    .filter((cell) => cell !== '')
    .map((cell) => ({ cell, names: splitNames(cell) }));
  for (const { names } of groups) for (const name of names) checked('groups', name, GroupName);
  return { ...defined(parsed), groups, errors };
}

function readAddress(text: string): { email: string; name: string } {
  const bare = text.replace(invisible, '').trim();
  const [, name = '', address] = withName.exec(bare) ?? [];
  return { email: (address ?? bare).trim().replace(/^mailto:/i, ''), name: name.trim() };
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
  if (code === 'link_in_name' || code === 'email_invalid') return code;
  return 'control_characters';
}
