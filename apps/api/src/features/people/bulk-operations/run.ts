import type { StopReason } from '@muster/contracts/people/user';
import type { Dependencies } from '../../../dependencies.ts';
import { accountContext } from '../../../platform/context/account-context.ts';
import { hasPermission, noRequest, systemActor } from '../../../platform/context/actor.ts';
import type { WriteContext } from '../../../platform/context/context.ts';
import { contextOnBehalfOf } from '../../../platform/context/on-behalf.ts';
import { presentActor } from '../../../platform/context/present-permissions.ts';
import { defineRow, unnestRows } from '../../../platform/db/rows.ts';
import { sql } from '../../../platform/db/sql.ts';
import type { Job } from '../../../platform/jobs/define-job.ts';
import { runInChunks } from '../../../platform/jobs/run-in-chunks.ts';
import { findGroupNames } from '../groups/index.ts';
import { applyAction, type BulkItem, type BulkOutcome } from './apply.ts';
import { type OperationRow, operationColumns } from './queries.ts';
import { permissionsFor } from './start.ts';

/** How many users are processed in one transaction: few enough for other requests to get their turn. */
const usersAtOnce = 200;
/** How many chunks are processed before other operations get their turn. */
const chunksPerTurn = 10;

/**
 * Job handler: runs operations on their frozen sets in chunks of users. Finished users are marked in the same
 * transaction, so a repeated job continues where it stopped.
 */
export async function runOperations(deps: Dependencies, batch: readonly Job<'users.bulk'>[]): Promise<void> {
  for (const { data } of batch) await runOperation(deps, data);
}

async function runOperation(deps: Dependencies, job: Job<'users.bulk'>['data']): Promise<void> {
  const { accountId, operationId } = job;
  const { query } = accountContext(deps, accountId, systemActor, noRequest);
  const [stored] = await query<{ request: unknown }>(sql`
    SELECT request FROM bulk_operations WHERE account_id = ${accountId}::uuid AND id = ${operationId}::uuid`);
  if (!stored) return;
  const ctx = contextOnBehalfOf(deps, accountId, stored.request, { bulkOperationId: operationId });
  const next = (size: number, perform: Perform) =>
    ctx.sqlTransaction((tx) => step(tx, operationId, perform, size));
  const isDone = await runInChunks({
    size: usersAtOnce,
    turn: chunksPerTurn,
    runNext: (size) => next(size, applyAction),
    giveUpNext: () => next(1, async (_tx, _task, items) => items.map(unexpected)),
    onError: (error, size) =>
      deps.log.error({ err: error, operationId, size }, 'a chunk of a bulk operation failed'),
  });
  if (!isDone) await ctx.sqlTransaction((tx) => deps.jobs.add('users.bulk', [job], tx));
}

function unexpected({ userId }: BulkItem): BulkOutcome {
  return { id: userId, outcome: 'failed', code: 'internal_error' };
}

type Perform = typeof applyAction;

/** @returns whether users remain */
async function step(tx: WriteContext, operationId: string, perform: Perform, size: number): Promise<boolean> {
  const [operation] = await tx.query<OperationRow>(sql`
    SELECT ${operationColumns} FROM bulk_operations o
    WHERE o.account_id = ${tx.accountId}::uuid AND o.id = ${operationId}::uuid FOR UPDATE`);
  if (!operation || operation.status === 'done') return false;
  const items = await tx.query<BulkItem>(sql`
    SELECT i.user_id AS "userId", i.given FROM bulk_operation_items i
    WHERE i.account_id = ${tx.accountId}::uuid AND i.operation_id = ${operationId}::uuid AND i.outcome IS NULL
    ORDER BY i.user_id LIMIT ${size}`);
  if (items.length > 0) {
    const actor = await presentActor(tx, tx.actor);
    if (!permissionsFor(operation.action).every((one) => hasPermission(actor, one))) {
      await stop(tx, operationId);
      return false;
    }
    const ids = new Set(items.flatMap(({ given }) => given?.groupIds ?? []));
    for (const id of operation.params.groupIds ?? []) ids.add(id);
    const groups = await findGroupNames({ accountId: tx.accountId, queryByKey: tx.query }, [...ids]);
    const outcomes = await perform({ ...tx, actor }, { ...operation, groups }, items);
    await recordOutcomes(tx, operationId, outcomes);
  }
  if (items.length < size) await finish(tx, operationId);
  tx.announce('bulk_operations.changed');
  return items.length === size;
}

const outcomeRow = defineRow({
  id: 'user_id uuid',
  outcome: 'outcome text',
  code: 'code text',
  before: 'before jsonb',
});

async function recordOutcomes(
  tx: WriteContext,
  operationId: string,
  outcomes: readonly BulkOutcome[],
): Promise<void> {
  const rows = outcomes.map((one) => ({
    id: one.id,
    outcome: one.outcome,
    code: one.outcome === 'failed' ? one.code : null,
    before: one.outcome === 'changed' ? one.before : null,
  }));
  const count = (outcome: BulkOutcome['outcome']) => outcomes.filter((one) => one.outcome === outcome).length;
  await tx.query(sql`
    WITH noted AS (
      UPDATE bulk_operation_items i SET outcome = r.outcome, code = r.code, before = r.before
      FROM ${unnestRows('r', outcomeRow, rows)}
      WHERE i.account_id = ${tx.accountId}::uuid AND i.operation_id = ${operationId}::uuid AND i.user_id = r.user_id
    )
    UPDATE bulk_operations SET status = 'running', changed = changed + ${count('changed')},
      unchanged = unchanged + ${count('unchanged')}, failed = failed + ${count('failed')}
    WHERE account_id = ${tx.accountId}::uuid AND id = ${operationId}::uuid`);
}

/** Ends an operation whose actor may no longer do this: what is done stays, all other users fail. */
async function stop(tx: WriteContext, operationId: string): Promise<void> {
  const reason: StopReason = 'permission_lost';
  await tx.query(sql`
    WITH left_over AS (
      UPDATE bulk_operation_items SET outcome = 'failed', code = ${reason}
      WHERE account_id = ${tx.accountId}::uuid AND operation_id = ${operationId}::uuid AND outcome IS NULL
      RETURNING 1
    )
    UPDATE bulk_operations SET failed = failed + (SELECT count(*) FROM left_over)::int, stop_reason = ${reason}
    WHERE account_id = ${tx.accountId}::uuid AND id = ${operationId}::uuid`);
  await finish(tx, operationId);
  tx.announce('bulk_operations.changed');
}

async function finish(tx: WriteContext, operationId: string): Promise<void> {
  const [done] = await tx.query<Finished>(sql`
    UPDATE bulk_operations SET status = 'done', finished_at = ${tx.now()}::timestamptz
    WHERE account_id = ${tx.accountId}::uuid AND id = ${operationId}::uuid
    RETURNING action, total, changed, failed, stop_reason AS "stopReason"`);
  if (!done) return;
  const { stopReason, ...counts } = done;
  tx.record({ type: 'bulk_operation.finished', data: stopReason ? { ...done } : counts });
}

interface Finished {
  action: string;
  total: number;
  changed: number;
  failed: number;
  stopReason: StopReason;
}
