import { normalizeEmail } from '@muster/contracts/kit/email-address';
import type { ImportColumn } from '@muster/contracts/people/user-imports';
import { hasCellsBeyond } from './columns.ts';
import { type ParsedRow, parseRow, type RowError, type RowErrorCode } from './parse-row.ts';
import type { FileRow } from './records.ts';

/** A row, parsed as far as possible without the account. */
export type ReadRow = LegibleRow | IllegibleRow;

export interface LegibleRow extends FileRow {
  readonly parsed: ParsedRow;
  /** The normalised address. */
  readonly key: string | null;
  /** The address that was probably meant. */
  readonly suggestion: string | null;
}

/** A row whose cells cannot be told apart. */
export interface IllegibleRow extends FileRow {
  /** The text where the address should be. */
  readonly email: string | null;
  readonly error: RowError;
}

/**
 * Parses a row; unreadable cells become errors.
 * @param row the row
 * @param columns the columns of the file
 * @param suggest finds the address that was probably meant
 */
export function readRow(
  row: FileRow,
  columns: readonly ImportColumn[],
  suggest: (email: string) => string | null,
): ReadRow {
  if (!columns.some(({ field }) => field === 'email')) return illegible(row, columns, 'email_column_missing');
  if (row.cells.some(isBroken)) return illegible(row, columns, 'quote_broken');
  if (hasCellsBeyond(columns, row.cells)) return illegible(row, columns, 'cells_beyond_columns');
  const parsed = parseRow(columns, row.cells);
  const { email } = parsed;
  if (email === undefined) return { ...row, parsed, key: null, suggestion: null };
  return { ...row, parsed, key: normalizeEmail(email), suggestion: suggest(email) };
}

// A quotation mark that opened a cell and was closed in the middle of a later line, or never.
function isBroken(cell: string): boolean {
  return cell.startsWith('"') && /[\r\n]/.test(cell);
}

function illegible(row: FileRow, columns: readonly ImportColumn[], code: RowErrorCode): IllegibleRow {
  const email = columns.find((column) => column.field === 'email');
  const text = email ? (row.cells[email.index]?.trim().slice(0, 254) ?? '') : '';
  return { ...row, email: text || null, error: { field: email ? null : 'email', code } };
}
