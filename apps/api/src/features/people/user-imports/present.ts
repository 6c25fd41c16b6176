import type { Locale } from '@muster/contracts/kit/primitives';
import type { ImportRow, UserImport } from '@muster/contracts/people/user-imports';
import { translator } from '../../../platform/i18n/translate.ts';
import type { ImportRecord, RowRecord } from './queries.ts';
import type { RowError } from './read/parse-row.ts';

/** An import as the API shows it. */
export function presentImport(record: ImportRecord): UserImport {
  const { counts, options, createdById, createdByName, seatsReserved, seatsAvailable, done, ...rest } =
    record;
  const { create, update, skip, error, suggestions, toDo } = counts;
  // Seats reserved for this import's remaining rows count as available.
  const available = seatsAvailable === null ? null : seatsAvailable + seatsReserved;
  const { doneLine: _doneLine, ...shown } = rest;
  return {
    ...shown,
    counts: { create, update, skip, error },
    seats: { needed: create, available },
    invitations: create,
    suggestions,
    progress: { done, total: toDo },
    options: options && {
      sendInvitations: options.sendInvitations,
      onSeatLimit: options.onSeatLimit,
      createGroups: options.createGroups,
    },
    createdBy: { id: createdById, name: createdByName },
  };
}

/** A row as the API shows it, its errors in the reader's language. */
export function presentRow(record: RowRecord, locale: Locale): ImportRow {
  const { values, changes, errors, email, ...row } = record;
  return {
    ...row,
    email: values.emailDisplay ?? email,
    name: values.name,
    changes,
    errors: errors.map((error) => ({ field: error.field, code: error.code, detail: textOf(error, locale) })),
  };
}

/** Why a row was skipped or failed, as text. */
export function textOf({ code, line = 0 }: RowError, locale: Locale): string {
  return translator(locale)(`imports.rows.${code}`, { line });
}
