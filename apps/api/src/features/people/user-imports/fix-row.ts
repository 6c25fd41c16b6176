import type {
  FixImportRow,
  ImportRowDetail,
  ImportRowParams,
  UserImport,
} from '@muster/contracts/people/user-imports';
import type { Context } from '../../../platform/context/context.ts';
import { newId } from '../../../platform/crypto/tokens.ts';
import { sql } from '../../../platform/db/sql.ts';
import { fail } from '../../../platform/errors.ts';
import { presentRow } from './present.ts';
import { findRowOf, lockImport } from './queries.ts';
import { refuseFile } from './read/invalid-file.ts';
import { getImport, requireImport, writePreview } from './service.ts';
import { revalidate } from './validate/preview.ts';

/** @throws Failure `not_found` */
export async function getRow(ctx: Context, { id, line }: ImportRowParams): Promise<ImportRowDetail> {
  await requireImport(ctx, id);
  const row = (await findRowOf(ctx, id, line)) ?? fail('not_found');
  const { cells, ...record } = row;
  return { ...presentRow(record, ctx.request.locale), cells };
}

/**
 * Replaces the cells of a row in the preview, and validates the file again: other rows may depend on it.
 * @throws Failure `not_found`, `import_settled` if the import was committed or cancelled
 */
export async function fixRow(
  ctx: Context,
  params: ImportRowParams,
  { cells }: FixImportRow,
): Promise<ImportRowDetail> {
  const { id, line } = params;
  await ctx.sqlTransaction(async (tx) => {
    const record = (await lockImport(tx, id)) ?? fail('not_found');
    if (record.status !== 'previewed') fail('import_settled');
    const [row] = await tx.query(sql`
      UPDATE user_import_rows SET cells = ${cells}::text[]
      WHERE account_id = ${tx.accountId}::uuid AND import_id = ${id}::uuid AND line = ${line} RETURNING line`);
    if (!row) fail('not_found');
    const { columns, columnsRemembered, mode } = record;
    const preview = await revalidate(tx, id, { columns, mode });
    await writePreview(tx, id, { columns, isRemembered: columnsRemembered, mode }, preview);
  });
  return getRow(ctx, params);
}

/**
 * Copies the failed rows of a committed import into a new one, to be fixed there. Rows of users who exist by now
 * change them.
 * @throws Failure `not_found`, `import_settled` while it is not committed, `file_invalid` if no row failed
 */
export async function retryFailed(ctx: Context, id: string): Promise<UserImport> {
  const newImport = newId();
  await ctx.sqlTransaction(async (tx) => {
    const record = (await lockImport(tx, id)) ?? fail('not_found');
    if (record.status === 'previewed') fail('import_settled');
    const mode = record.mode === 'add' ? 'add_and_update' : record.mode;
    await tx.query(sql`
      INSERT INTO user_imports (account_id, id, file_name, format, encoding, separator, sheets, sheet, mode, columns,
        created_by_id, created_by_name, created_at)
      SELECT account_id, ${newImport}::uuid, file_name, format, encoding, separator, sheets, sheet, ${mode}, columns,
        ${tx.actor.id}::uuid, ${tx.actor.name}, ${tx.now()}::timestamptz
      FROM user_imports WHERE account_id = ${tx.accountId}::uuid AND id = ${id}::uuid`);
    const [copied] = await tx.query<{ rows: number }>(sql`
      WITH copied AS (
        INSERT INTO user_import_rows (account_id, import_id, line, cells)
        SELECT account_id, ${newImport}::uuid, line, cells FROM user_import_rows
        WHERE account_id = ${tx.accountId}::uuid AND import_id = ${id}::uuid AND outcome = 'error'
        RETURNING 1
      ) SELECT count(*)::int AS rows FROM copied`);
    if (!copied?.rows) refuseFile('no_rows');
    const { columns, columnsRemembered } = record;
    const preview = await revalidate(tx, newImport, { columns, mode });
    await writePreview(tx, newImport, { columns, isRemembered: columnsRemembered, mode }, preview);
  });
  return getImport(ctx, newImport);
}
