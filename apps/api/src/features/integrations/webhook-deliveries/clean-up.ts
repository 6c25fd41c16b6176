import type { Dependencies } from '../../../dependencies.ts';
import { days } from '../../../platform/clock.ts';
import { acrossAccounts } from '../../../platform/db/across-accounts.ts';
import { sql } from '../../../platform/db/sql.ts';

/** How long deliveries and their attempts are stored, and how far back events can be replayed. */
export const retentionDays = 30;

/** How many rows one statement deletes, so that none takes long. */
const chunkSize = 5_000;

/** Deletes expired deliveries every night. */
export async function cleanUp(deps: Dependencies): Promise<void> {
  const before = new Date(deps.clock.now().getTime() - days(retentionDays));
  for (let isFull = true; isFull; ) {
    const deleted = await acrossAccounts(deps, 'nightly clean-up').query(sql`
      DELETE FROM webhook_deliveries WHERE (account_id, id) IN (
        SELECT account_id, id FROM webhook_deliveries WHERE created_at < ${before} ORDER BY created_at
        LIMIT ${chunkSize})
      RETURNING 1`);
    isFull = deleted.length === chunkSize;
  }
}
