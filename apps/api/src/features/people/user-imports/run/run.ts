import { isUniqueViolation } from '@muster/database/failures';
import type { Dependencies } from '../../../../dependencies.ts';
import { accountContext } from '../../../../platform/context/account-context.ts';
import { hasPermission, noRequest, systemActor } from '../../../../platform/context/actor.ts';
import type { Context } from '../../../../platform/context/context.ts';
import { contextOnBehalfOf } from '../../../../platform/context/on-behalf.ts';
import { presentActor } from '../../../../platform/context/present-permissions.ts';
import { sql } from '../../../../platform/db/sql.ts';
import type { Job } from '../../../../platform/jobs/define-job.ts';
import { runInChunks } from '../../../../platform/jobs/run-in-chunks.ts';
import { permissionsFor } from '../commit.ts';
import { endImport, giveUpRow, nextRows, openChunk, runChunk, stopImport } from './chunk.ts';
import { keepNext, undoNext } from './undo.ts';

/**
 * How many rows are carried out in one transaction: enough for speed, few enough for other requests to get
 * their turn.
 */
const rowsAtOnce = 1_000;
/** How many chunks are carried out before other imports get their turn. */
const chunksPerTurn = 10;

type ImportJob = Job<'users.import'>;

/** Job handler: runs committed imports, and undoes others, from where they stopped. */
export async function runImports(deps: Dependencies, batch: readonly ImportJob[]): Promise<void> {
  for (const { data } of batch) await runImport(deps, data);
}

async function runImport(deps: Dependencies, job: ImportJob['data']): Promise<void> {
  const { accountId, importId } = job;
  const { query } = accountContext(deps, accountId, systemActor, noRequest);
  const [found] = await query<{ request: unknown; isUndo: boolean }>(sql`
    SELECT request, status = 'undoing' AS "isUndo" FROM user_imports
    WHERE account_id = ${accountId}::uuid AND id = ${importId}::uuid AND status IN ('queued', 'running', 'undoing')`);
  if (!found) return;
  const ctx = contextOnBehalfOf(deps, accountId, found.request, { userImportId: importId });
  const isDone = await runInChunks({
    size: rowsAtOnce,
    turn: chunksPerTurn,
    runNext: (size) => (found.isUndo ? undoNext : runNext)(ctx, importId, size),
    giveUpNext: (error) => (found.isUndo ? keepNext(ctx, importId) : failNext(ctx, importId, error)),
    onError: (error, size) => deps.log.error({ err: error, importId, size }, 'a chunk of an import failed'),
  });
  if (!isDone) await ctx.sqlTransaction((tx) => deps.jobs.add('users.import', [job], tx));
}

/**
 * Carries out the next rows.
 * @returns whether more may remain
 */
function runNext(ctx: Context, importId: string, size: number): Promise<boolean> {
  return ctx.sqlTransaction(async (tx) => {
    const chunk = await openChunk(tx, importId);
    if (!chunk) return false;
    const rows = await nextRows(tx, chunk, size);
    if (rows.length === 0) {
      endImport(tx, chunk);
      return false;
    }
    const actor = await presentActor(tx, tx.actor);
    if (!permissionsFor(chunk.options).every((one) => hasPermission(actor, one))) {
      await stopImport(tx, chunk);
      return false;
    }
    await runChunk({ ...tx, actor }, chunk, rows);
    return true;
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
