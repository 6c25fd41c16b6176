import { defined } from '@muster/contracts/kit/defined';
import { fileFields } from '@muster/contracts/people/user-fields';
import type { ExportUsers, ExportWorkbook } from '@muster/contracts/people/users';
import type { Context } from '../../../platform/context/context.ts';
import { requireStillHeld } from '../../../platform/context/present-permissions.ts';
import { byteOrderMark, joinNames, type Separator, toCsv } from '../../../platform/csv.ts';
import { openKeyset } from '../../../platform/db/keyset.ts';
import { cellOf } from '../../../platform/fields/cells.ts';
import { translator } from '../../../platform/i18n/translate.ts';
import { findGroupNames } from '../groups/index.ts';
import { findPage } from './page.ts';
import type { UserFilter, UserRow, UserSort } from './queries.ts';

type Cell = (row: UserRow, groups: ReadonlyMap<string, string>) => string;

/** The cells of a row by the names of their columns, which an import recognises. */
const cells: readonly (readonly [string, Cell])[] = [
  ...fileFields.map((field) => [translator('en')(`imports.columns.${field}`), fileCell(field)] as const),
  ['Status', ({ status }) => status],
  ['Invitation', ({ invitationId, invitationStatus }) => (invitationId === null ? '' : invitationStatus)],
  ['Last login', ({ lastLoginAt }) => lastLoginAt?.toISOString() ?? ''],
  ['Created', ({ createdAt }) => createdAt.toISOString()],
];

function fileCell(field: (typeof fileFields)[number]): Cell {
  if (field !== 'groups') return cellOf(field);
  return ({ groupIds }, groups) => joinNames(groupIds.flatMap((id) => groups.get(id) ?? []).sort());
}

/** How many rows are read and written at once: few enough for other requests to get their turn. */
const rowsAtOnce = 200;

/**
 * Exports the users that match the filter as CSV, in the order of the list. Reads page by page as the
 * receiver takes them, so that neither memory nor a connection is held for long. Records who exported the
 * list in the audit log.
 * @returns the file's name, its encoding, and its text in chunks
 */
export async function exportUsers(ctx: Context, query: ExportUsers) {
  const { sort, separator, encoding, ...filter } = query;
  const fileName = `${await recordExport(ctx, filter)}.csv`;
  return { fileName, encoding, text: lines(rowsOf(ctx, filter, sort), separator) };
}

/**
 * Exports the users that match the filter as a workbook, in the same way.
 * @returns the file's name, the sheet's name, and the rows in chunks
 */
export async function exportWorkbook(ctx: Context, query: ExportWorkbook) {
  const { sort, ...filter } = query;
  const fileName = `${await recordExport(ctx, filter)}.xlsx`;
  return { fileName, sheet: 'Users', rows: rowsOf(ctx, filter, sort) };
}

/** @returns the name of the file, without its ending */
async function recordExport(ctx: Context, filter: UserFilter): Promise<string> {
  await ctx.sqlTransaction(async (tx) => {
    tx.record({ type: 'users.exported', data: { filter: JSON.parse(JSON.stringify(filter)) } });
  });
  return `users-${ctx.now().toISOString().slice(0, 10)}`;
}

async function* lines(chunks: AsyncIterable<string[][]>, separator: Separator): AsyncGenerator<string> {
  let mark = byteOrderMark;
  for await (const rows of chunks) {
    yield mark + toCsv(rows, separator);
    mark = '';
  }
}

async function* rowsOf(
  ctx: Context,
  filter: UserFilter,
  sort: ExportUsers['sort'],
): AsyncGenerator<string[][]> {
  yield [cells.map(([header]) => header)];
  const groups = new Map<string, string>();
  let next = readPage(ctx, filter, sort, null);
  for (;;) {
    const { rows, cursor } = await next;
    if (cursor !== null) next = readPage(ctx, filter, sort, cursor);
    // If the receiver disconnects, the page read ahead is discarded, and its failure matters to nobody.
    next.catch(() => undefined);
    await learnNames(ctx, rows, groups);
    if (rows.length > 0) yield rows.map((row) => cells.map(([, cell]) => cell(row, groups)));
    if (cursor === null) return;
  }
}

async function readPage(ctx: Context, filter: UserFilter, sort: ExportUsers['sort'], cursor: string | null) {
  if (cursor !== null) await requireStillHeld(ctx, 'users:read');
  const keyset = openKeyset<UserSort>(
    ctx,
    'users.export',
    defined({ limit: rowsAtOnce, sort, cursor: cursor ?? undefined }),
  );
  const { rows, nextCursor } = await findPage(ctx, filter, keyset);
  return { rows, cursor: nextCursor };
}

async function learnNames(ctx: Context, rows: readonly UserRow[], known: Map<string, string>): Promise<void> {
  const unknown = new Set(rows.flatMap(({ groupIds }) => groupIds.filter((id) => !known.has(id))));
  for (const [id, name] of await findGroupNames(ctx, [...unknown])) known.set(id, name);
}
