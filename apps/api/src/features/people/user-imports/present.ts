import type { Locale } from '@muster/contracts/kit/primitives';
import type { ImportRow, UserImport } from '@muster/contracts/people/user-imports';
import { translator } from '../../../platform/i18n/translate.ts';
import { isWithinUndoWindow } from '../../../policies/undo-window.ts';
import type { ImportRecord, RowRecord } from './queries.ts';
import type { RowError, RowErrorCode } from './read/parse-row.ts';

/** An import as the API shows it. */
export function presentImport(record: ImportRecord, now: Date): UserImport {
  const { counts, options, createdById, createdByName, seatsReserved, seatsAvailable, done, ...rest } =
    record;
  const { create, update, skip, error, suggestions, warnings = 0, toDo } = counts;
  // Seats reserved for this import's remaining rows count as available.
  const available = seatsAvailable === null ? null : seatsAvailable + seatsReserved;
  const { doneLine: _doneLine, undoLine: _undoLine, ...shown } = rest;
  return {
    ...shown,
    counts: { create, update, skip, error },
    seats: { needed: create, available },
    invitations: create,
    suggestions,
    warnings,
    progress: { done, total: toDo },
    canUndo: canUndo(record, now),
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
  const { values, changes, errors, warnings, email, undo, ...row } = record;
  const shown = (error: RowError) => ({
    field: error.field,
    code: error.code,
    detail: textOf(error, locale),
  });
  return {
    ...row,
    email: values.emailDisplay ?? email,
    name: values.name,
    changes,
    errors: errors.map(shown),
    warnings: warnings.map(shown),
    undo: undo === null ? null : undoOf(undo as 'done' | RowErrorCode, locale),
  };
}

function undoOf(undo: 'done' | RowErrorCode, locale: Locale): NonNullable<ImportRow['undo']> {
  if (undo === 'done') return { outcome: 'done', code: null, detail: translator(locale)('imports.undone') };
  return { outcome: 'kept', code: undo, detail: translator(locale)(`imports.rows.${undo}`, { line: 0 }) };
}

/** Whether an import can be undone now: once, within a day of its end, if it did anything. */
export function canUndo({ status, done, finishedAt }: ImportRecord, now: Date): boolean {
  if ((status !== 'done' && status !== 'cancelled') || done === 0) return false;
  return finishedAt !== null && isWithinUndoWindow(finishedAt, now);
}

/** Why a row was skipped or failed, as text. */
export function textOf({ code, line = 0 }: RowError, locale: Locale): string {
  return translator(locale)(`imports.rows.${code}`, { line });
}
