import type { ImportColumn, ImportField } from '@muster/contracts/people/user-imports';
import type { WriteContext } from '../../../platform/context/context.ts';
import { sql } from '../../../platform/db/sql.ts';
import { headerKey, type Mappings } from './read/mapping.ts';

/** How many kinds of files an account's choices are remembered for. */
const remembered = 100;

/** What people of the account chose for the columns of earlier files. */
export async function loadMappings(tx: WriteContext): Promise<Mappings> {
  const rows = await tx.query<{ header: string; fields: (ImportField | null)[] }>(sql`
    SELECT header, fields FROM user_import_mappings WHERE account_id = ${tx.accountId}::uuid`);
  return Object.fromEntries(rows.map(({ header, fields }) => [header, fields]));
}

/** Remembers what somebody chose for columns, for the next file whose columns have the same names. */
export async function rememberMapping(tx: WriteContext, columns: readonly ImportColumn[]): Promise<void> {
  const header = headerKey(columns);
  if (header === null) return;
  const fields = JSON.stringify(columns.map(({ field }) => field));
  await tx.query(sql`
    INSERT INTO user_import_mappings (account_id, header, fields, updated_at)
    VALUES (${tx.accountId}::uuid, ${header}, ${fields}::jsonb, ${tx.now()}::timestamptz)
    ON CONFLICT (account_id, header) DO UPDATE SET fields = EXCLUDED.fields, updated_at = EXCLUDED.updated_at`);
  await tx.query(sql`
    DELETE FROM user_import_mappings WHERE account_id = ${tx.accountId}::uuid AND header IN (
      SELECT header FROM user_import_mappings WHERE account_id = ${tx.accountId}::uuid
      ORDER BY updated_at DESC, header OFFSET ${remembered})`);
}
