import type { Dependencies } from '../../../dependencies.ts';
import { days } from '../../../platform/clock.ts';
import { acrossAccounts } from '../../../platform/db/across-accounts.ts';
import { type Statement, sql } from '../../../platform/db/sql.ts';
import { responseRetentionMs } from '../../../platform/http/api/idempotency.ts';

const requestRetentionMs = days(14);
/** How many rows one statement deletes; more would hold its locks too long. */
const chunkSize = 10_000;

/**
 * Every night, deletes key requests after 14 days and stored responses of `Idempotency-Key` after 24 hours.
 */
export async function cleanUp(deps: Dependencies): Promise<void> {
  const { query } = acrossAccounts(deps, 'nightly clean-up');
  const before = (age: number) => new Date(deps.clock.now().getTime() - age);
  const deleteInChunks = async (statement: Statement) => {
    while ((await query(statement)).length === chunkSize);
  };
  await deleteInChunks(sql`
    DELETE FROM api_key_requests WHERE ctid = ANY(ARRAY(
      SELECT ctid FROM api_key_requests WHERE created_at < ${before(requestRetentionMs)} LIMIT ${chunkSize})) RETURNING 1`);
  await deleteInChunks(sql`
    DELETE FROM idempotent_answers WHERE ctid = ANY(ARRAY(
      SELECT ctid FROM idempotent_answers WHERE created_at < ${before(responseRetentionMs)} LIMIT ${chunkSize})) RETURNING 1`);
}
