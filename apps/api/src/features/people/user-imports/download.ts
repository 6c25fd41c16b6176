import type { TemplateQuery } from '@muster/contracts/people/user-imports';
import type { z } from 'zod';
import type { Context } from '../../../platform/context/context.ts';
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
  const header = [
    text('imports.columns.email'),
    text('imports.columns.firstName'),
    text('imports.columns.lastName'),
    text('imports.columns.role'),
    text('imports.columns.groups'),
    text('imports.columns.locale'),
    text('imports.columns.externalId'),
  ];
  const groups = joinNames([text('imports.examples.group'), text('imports.examples.otherGroup')]);
  const rows = [
    header,
    ['ada@example.com', 'Ada', 'Lovelace', text('imports.examples.member'), groups, 'en', '1001'],
    ['grace@example.com', 'Grace', 'Hopper', text('imports.examples.admin'), '', 'de', '1002'],
  ];
  yield byteOrderMark + toCsv(rows, separator);
}
