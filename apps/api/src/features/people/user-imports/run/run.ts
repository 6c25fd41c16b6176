import { isUnavailable, isUniqueViolation } from '@muster/database/failures';
import type { Dependencies } from '../../../../dependencies.ts';
import { accountContext } from '../../../../platform/context/account-context.ts';
import { noRequest, systemActor } from '../../../../platform/context/actor.ts';
import type { Context } from '../../../../platform/context/context.ts';
import { contextOnBehalfOf } from '../../../../platform/context/on-behalf.ts';
import { sql } from '../../../../platform/db/sql.ts';
import type { Job } from '../../../../platform/jobs/define-job.ts';
import { endImport, giveUpRow, nextRows, openChunk, runChunk } from './chunk.ts';

/**
 * How many rows are carried out in one transaction: enough for speed, few enough for other requests to get
 * their turn.
 */
const rowsAtOnce = 1_000;
/** How many chunks are carried out before other imports get their turn. */
const chunksPerTurn = 10;

type ImportJob = Job<'users.import'>;

/** Job handler: runs committed imports from where they stopped. */
export async function runImports(deps: Dependencies, batch: readonly ImportJob[]): Promise<void> {
  for (const { data } of batch) await runImport(deps, data);
}

async function runImport(deps: Dependencies, job: ImportJob['data']): Promise<void> {
  const { accountId, importId } = job;
  const { query } = accountContext(deps, accountId, systemActor, noRequest);
  const [found] = await query<{ request: unknown }>(sql`
    SELECT request FROM user_imports
    WHERE account_id = ${accountId}::uuid AND id = ${importId}::uuid AND status IN ('queued', 'running')`);
  if (!found) return;
  const ctx = contextOnBehalfOf(deps, accountId, found.request, { userImportId: importId });
  if (await runTurn(ctx, importId)) return;
  await ctx.sqlTransaction((tx) => deps.jobs.add('users.import', [job], tx));
}

/**
 * Carries out chunks of rows. A failed chunk is halved until only the faulty row is left, which becomes an
 * error. If the database is unreachable, the job is retried instead.
 * @returns whether the import has ended
 */
async function runTurn(ctx: Context, importId: string): Promise<boolean> {
  let size = rowsAtOnce;
  // Halved chunks do not count: a turn that ended with them would start with the same failure again.
  for (let portions = 0; portions < chunksPerTurn; ) {
    try {
      if (await runNext(ctx, importId, size)) return true;
      portions += 1;
      size = Math.min(rowsAtOnce, size * 2);
    } catch (error) {
      if (isUnavailable(error)) throw error;
      ctx.deps.log.error({ err: error, importId, size }, 'a chunk of an import failed');
      if (size === 1) {
        await failNext(ctx, importId, error);
        portions += 1;
      }
      size = Math.ceil(size / 2);
    }
  }
  return false;
}

/**
 * Carries out the next rows.
 * @returns whether the import has ended
 */
function runNext(ctx: Context, importId: string, size: number): Promise<boolean> {
  return ctx.sqlTransaction(async (tx) => {
    const chunk = await openChunk(tx, importId);
    if (!chunk) return true;
    const rows = await nextRows(tx, chunk, size);
    if (rows.length === 0) endImport(tx, chunk);
    else await runChunk(tx, chunk, rows);
    return rows.length === 0;
  });
}

/** Gives up a row that cannot be carried out, for any reason. */
async function failNext(ctx: Context, importId: string, error: unknown): Promise<void> {
  const code = isUniqueViolation(error, 'external_id') ? 'external_id_taken' : 'internal_error';
  await ctx.sqlTransaction(async (tx) => {
    const chunk = await openChunk(tx, importId);
    const [row] = chunk ? await nextRows(tx, chunk, 1) : [];
    if (chunk && row) await giveUpRow(tx, chunk, row, code);
  });
}
