import { fileFields, userFields } from '@muster/contracts/people/user-fields';
import type { TemplateQuery } from '@muster/contracts/people/user-imports';
import type { z } from 'zod';
import type { Context } from '../../../platform/context/context.ts';
import { requireStillHeld } from '../../../platform/context/present-permissions.ts';
import { byteOrderMark, joinNames, toCsv } from '../../../platform/csv.ts';
import { translator } from '../../../platform/i18n/translate.ts';
import { textOf } from './present.ts';
import { findFailedCells, type ImportRecord, widestFailure } from './queries.ts';
import { hasHeaderRow } from './read/columns.ts';

const rowsAtOnce = 500;

/**
 * The failed rows of an import, as in the file, with the reason in an additional column, to be fixed and
 * uploaded again. Rows are read while they are sent.
 */
export async function* failedRows(
  ctx: Context,
  { id, columns, separator }: ImportRecord,
): AsyncGenerator<string> {
  const { locale } = ctx.request;
  const width = Math.max(columns.length, await widestFailure(ctx, id));
  const filled = (cells: readonly string[]) =>
    Array.from({ length: width }, (_, index) => cells[index] ?? '');
  const header = filled(columns.map((column) => column.header));
  const reason = translator(locale)('imports.reason');
  yield byteOrderMark + (hasHeaderRow(columns) ? toCsv([[...header, reason]], separator) : '');
  for (let after = 0; ; ) {
    if (after > 0) await requireStillHeld(ctx, 'users:read');
    const rows = await findFailedCells(ctx, id, { after, limit: rowsAtOnce });
    const last = rows.at(-1);
    if (!last) return;
    after = last.line;
    yield toCsv(
      rows.map(({ cells, errors }) => [
        ...filled(cells),
        errors.map((error) => textOf(error, locale)).join(' '),
      ]),
      separator,
    );
  }
}

/** A file to fill in: every column an import understands, and two examples, in the reader's language. */
export async function* template(
  ctx: Context,
  { separator }: z.output<typeof TemplateQuery>,
): AsyncGenerator<string> {
  const text = translator(ctx.request.locale);
  const header = fileFields.map((field) => text(`imports.columns.${field}`));
  const groups = joinNames([text('imports.examples.group'), text('imports.examples.otherGroup')]);
  const rowOf = (person: 0 | 1) =>
    fileFields.map((field) => {
      if (field === 'groups') return person === 0 ? groups : '';
      const { [person]: cell } = userFields[field].import.examples;
      return field === 'role' ? text(`imports.examples.${userFields.role.import.examples[person]}`) : cell;
    });
  const rows = [header, rowOf(0), rowOf(1)];
  yield byteOrderMark + toCsv(rows, separator);
}
