import type { WriteContext } from '../platform/context/context.ts';
import { sql } from '../platform/db/sql.ts';

/**
 * Limits what an account may send a day, until enough of its people activated or the operator trusts it. For
 * accounts that nobody vouches for.
 * @param tx the transaction that creates the account
 */
export async function limitNewAccount(tx: WriteContext): Promise<void> {
  await tx.query(
    sql`INSERT INTO account_sending (account_id, is_limited) VALUES (${tx.accountId}::uuid, true)`,
  );
}
