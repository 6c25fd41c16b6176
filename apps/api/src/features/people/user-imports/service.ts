import { defined } from '@muster/contracts/kit/defined';
import type { UploadedFile } from '@muster/contracts/kit/endpoint';
import type {
  ImportColumn,
  ImportField,
  ListImportRows,
  ListImports,
  UpdateImport,
  UploadImport,
  UserImport,
} from '@muster/contracts/people/user-imports';
import type { Context, WriteContext } from '../../../platform/context/context.ts';
import { newId } from '../../../platform/crypto/tokens.ts';
import { usualSeparator } from '../../../platform/csv.ts';
import { openKeyset } from '../../../platform/db/keyset.ts';
import { listPage, requireRow } from '../../../platform/db/list-page.ts';
import { sql } from '../../../platform/db/sql.ts';
import { fail } from '../../../platform/errors.ts';
import { freeSeats } from '../../../policies/seats.ts';
import { loadMappings, rememberMapping } from './mappings.ts';
import { presentImport, presentRow } from './present.ts';
import { countRows, findRows, type ImportRecord, importList, lockImport } from './queries.ts';
import type { Source } from './read/open-table.ts';
import type { ReadPart, ReadTask } from './read/read-users.ts';
import { type Preview, previewFile, revalidate } from './validate/preview.ts';

/**
 * Stores a file of users and previews its effect. Changes nothing else in the account.
 * @throws Failure `file_invalid` if no users can be read from it
 */
export async function createImport(
  ctx: Context,
  { mode, sheet, file }: UploadImport & { readonly file: UploadedFile },
): Promise<UserImport> {
  const id = newId();
  await ctx.sqlTransaction(async (tx) => {
    const task: ReadTask = { path: file.path, sheet, mappings: await loadMappings(tx) };
    const parts = tx.deps.files.stream<ReadPart>('readUsersOf', task);
    try {
      const source = await sourceOf(parts);
      const separator = source.format === 'csv' ? source.separator : usualSeparator(tx.request.locale);
      await tx.query(sql`
        INSERT INTO user_imports (account_id, id, file_name, format, encoding, separator, sheets, sheet, mode, columns,
          created_by_id, created_by_name, created_at)
        VALUES (${tx.accountId}::uuid, ${id}::uuid, ${file.fileName}, ${source.format}, ${source.encoding},
          ${separator}, ${source.sheets}::text[], ${source.sheet}, ${mode}, '[]', ${tx.actor.id}::uuid, ${tx.actor.name},
          ${tx.now()}::timestamptz)`);
      const { columns, isRemembered, ...preview } = await previewFile(tx, { importId: id, parts, mode });
      await writePreview(tx, id, { columns, isRemembered, mode }, preview);
    } finally {
      await parts.return(undefined);
    }
  });
  return getImport(ctx, id);
}

/** How a file is read, which is its first part. */
async function sourceOf(parts: AsyncGenerator<ReadPart>): Promise<Source> {
  const { value } = await parts.next();
  if (value && 'source' in value) return value.source;
  return fail('file_invalid', value && 'refused' in value ? value.refused : {});
}

/** A page of the account's imports. */
export function listImports(ctx: Context, query: ListImports) {
  return listPage(ctx, importList, query, (record) => presentImport(record, ctx.now()));
}

/** @throws Failure `not_found` */
export async function getImport(ctx: Context, id: string): Promise<UserImport> {
  return presentImport(await requireImport(ctx, id), ctx.now());
}

/** @throws Failure `not_found` */
export function requireImport(ctx: Context, id: string): Promise<ImportRecord> {
  return requireRow(ctx, importList, id);
}

/**
 * A page of an import's rows in the order of the file.
 * @throws Failure `not_found`, `cursor_invalid`
 */
export async function listRows(ctx: Context, id: string, query: ListImportRows) {
  await requireImport(ctx, id);
  const keyset = openKeyset<'line'>(ctx, `userImports.listRows/${id}`, query);
  const after = Number(keyset.after?.value ?? 0);
  const found = await findRows(ctx, id, query, { after, limit: keyset.limit + 1 });
  const total = keyset.isTotalWanted ? await countRows(ctx, id, query) : undefined;
  const { rows, nextCursor } = keyset.page(found, ({ line }) => ({ id: '', value: String(line) }));
  const data = rows.map((row) => presentRow(row, ctx.request.locale));
  return defined({ data, nextCursor, total });
}

/**
 * Validates an import again, with other columns or another mode if given.
 * @throws Failure `not_found`, `import_settled` if it was committed or cancelled, `validation_failed` for
 * columns that do not fit the file
 */
export async function updateImport(ctx: Context, id: string, input: UpdateImport): Promise<UserImport> {
  await ctx.sqlTransaction(async (tx) => {
    const record = (await lockImport(tx, id)) ?? fail('not_found');
    if (record.status !== 'previewed') fail('import_settled');
    const mode = input.mode ?? record.mode;
    const columns = input.fields ? withFields(record.columns, input.fields) : record.columns;
    if (input.fields) await rememberMapping(tx, columns);
    const preview = await revalidate(tx, id, { columns, mode });
    await writePreview(tx, id, { columns, isRemembered: record.columnsRemembered, mode }, preview);
  });
  return getImport(ctx, id);
}

function withFields(
  columns: readonly ImportColumn[],
  fields: readonly (ImportField | null)[],
): ImportColumn[] {
  const refuse = (pointer: string, code: string) =>
    fail('validation_failed', { errors: [{ pointer, detail: code, code }] });
  if (fields.length !== columns.length) refuse('#/fields', 'columns_differ');
  const twice = fields.findIndex(
    (field, index) => field !== null && field !== 'groups' && fields.indexOf(field) < index,
  );
  if (twice >= 0) refuse(`#/fields/${twice}`, 'column_twice');
  return columns.map((column) => ({ ...column, field: fields[column.index] ?? null }));
}

/** Stores what a preview has found. */
export async function writePreview(
  tx: WriteContext,
  id: string,
  { columns, isRemembered, mode }: { columns: readonly ImportColumn[]; isRemembered: boolean; mode: string },
  { counts, groupsToCreate, total }: Preview,
): Promise<void> {
  await tx.query(sql`
    UPDATE user_imports SET columns = ${JSON.stringify(columns)}::jsonb, mode = ${mode}, columns_remembered = ${isRemembered},
      counts = ${JSON.stringify(counts)}::jsonb, groups_to_create = ${groupsToCreate}::text[], total = ${total}
    WHERE account_id = ${tx.accountId}::uuid AND id = ${id}::uuid`);
  tx.announce('user_imports.changed');
}

/**
 * Cancels an import. One that was only previewed is deleted; a running one ends with the rows done so far and
 * frees the seats of the others. Cancelling twice changes nothing.
 * @throws Failure `not_found`, `import_settled` if it has finished
 */
export async function cancelImport(ctx: Context, id: string): Promise<void> {
  await ctx.sqlTransaction(async (tx) => {
    const { status, seatsReserved } = (await lockImport(tx, id)) ?? fail('not_found');
    if (status === 'done' || status === 'undoing' || status === 'undone') fail('import_settled');
    if (status === 'cancelled') return;
    tx.announce('user_imports.changed');
    if (status === 'previewed') {
      await tx.query(sql`
        DELETE FROM user_imports WHERE account_id = ${tx.accountId}::uuid AND id = ${id}::uuid`);
      return;
    }
    await freeSeats(tx, seatsReserved);
    await tx.query(sql`
      UPDATE user_imports SET status = 'cancelled', seats_reserved = 0, finished_at = ${tx.now()}::timestamptz
      WHERE account_id = ${tx.accountId}::uuid AND id = ${id}::uuid`);
  });
}
