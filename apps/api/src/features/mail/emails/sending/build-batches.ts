import type { Prisma } from '@muster/database/client';
import type { Dependencies } from '../../../../dependencies.ts';
import { newId } from '../../../../platform/crypto/tokens.ts';
import { acrossAccounts } from '../../../../platform/db/across-accounts.ts';
import { type Sql, sql } from '../../../../platform/db/sql.ts';
import { isWaitingSql } from '../../../../platform/outgoing/email-lanes.ts';
import { unsettledSql } from '../delivery.ts';
import { batching, fillBatch } from './fill-batch.ts';

type Transaction = Prisma.TransactionClient;

/** The priority of batches with a personal e-mail among the jobs of `emails.send`. */
const urgentPriority = 1;

/**
 * Puts the next e-mails of the outbox into a batch and queues it: all personal ones first, then those of the
 * other lanes in the order of their turns. Concurrent processes take different ones.
 * @returns how many e-mails it has; null if none waits. 0 if those that waited will never be sent
 */
export async function buildBatch(deps: Dependencies): Promise<number | null> {
  const built = await acrossAccounts(deps, batching).transaction(async (tx) => {
    const ids = await pickNext(tx, deps.emailTransport.mailsPerBatch);
    if (ids.length === 0) return null;
    const batchId = newId();
    const mails = await fillBatch(tx, deps, batchId, ids);
    if (mails.length === 0) return 0;
    const since = deps.clock.now().toISOString();
    const isUrgent = mails.some(({ lane }) => lane === 'personal');
    const order = { priority: isUrgent ? urgentPriority : 0 };
    await deps.jobs.add('emails.send', [{ batchId, attempt: 1, since, mayHaveLeft: false }], tx, order);
    await moveHeads(tx, ids);
    return mails.length;
  });
  if (built) deps.jobs.wake('emails.send');
  return built;
}

async function pickNext(tx: Transaction, limit: number): Promise<string[]> {
  const rows = await tx.$queryRaw<{ id: string }[]>(nextSql(limit));
  return rows.map(({ id }) => id);
}

/** The e-mails that leave next, locked: the start of an index, however many wait. */
export function nextSql(limit: number): Sql {
  return sql`
    SELECT e.id::text FROM emails e WHERE ${isWaitingSql} AND ${unsettledSql}
    ORDER BY e.lane, e.turn, e.id LIMIT ${limit} FOR UPDATE SKIP LOCKED`;
}

/** Records how far the lanes are. The rows are locked in one order. */
async function moveHeads(tx: Transaction, ids: readonly string[]): Promise<void> {
  await tx.$executeRaw(sql`
    WITH heads AS (SELECT lane FROM email_lane_heads ORDER BY lane FOR UPDATE),
    reached AS (
      SELECT e.lane, max(e.turn) AS turn FROM emails e WHERE e.id = ANY(${[...ids]}::uuid[]) GROUP BY e.lane
    )
    UPDATE email_lane_heads h SET head = r.turn FROM heads, reached r
    WHERE h.lane = heads.lane AND h.lane = r.lane AND h.head < r.turn`);
}

/** Whether a personal e-mail waits for a batch. */
export async function isPersonalWaiting(deps: Dependencies): Promise<boolean> {
  const [row] = await acrossAccounts(deps, batching).queryByKey<{ waits: boolean }>(sql`
    SELECT EXISTS (SELECT 1 FROM emails e WHERE e.lane = 'personal' AND ${isWaitingSql}) AS waits`);
  return row?.waits === true;
}

/**
 * Takes waiting personal e-mails into a batch whose turn has come and that was never sent. If it is full, its
 * last e-mails of other lanes wait for the next batch, where they were in their lanes.
 * @returns whether the batch has changed
 */
export async function takeInPersonal(deps: Dependencies, batchId: string): Promise<boolean> {
  if (!(await isPersonalWaiting(deps))) return false;
  return acrossAccounts(deps, batching).transaction(async (tx) => {
    const room = await roomFor(tx, batchId, deps.emailTransport.mailsPerBatch);
    const rows = await tx.$queryRaw<{ id: string }[]>(sql`
      SELECT e.id::text FROM emails e WHERE e.lane = 'personal' AND ${isWaitingSql} AND ${unsettledSql}
      ORDER BY e.turn, e.id LIMIT ${room.forPersonal} FOR UPDATE SKIP LOCKED`);
    const ids = rows.map(({ id }) => id);
    if (ids.length === 0) return false;
    const added = await fillBatch(tx, deps, batchId, ids);
    await moveHeads(tx, ids);
    const surplus = added.length - room.free;
    if (surplus > 0) {
      await tx.$executeRaw(sql`
        UPDATE emails e SET batch_id = NULL FROM (
          SELECT o.id FROM emails o WHERE o.batch_id = ${batchId}::uuid AND o.lane <> 'personal'
          ORDER BY o.lane DESC, o.turn DESC LIMIT ${surplus}) last
        WHERE e.id = last.id`);
    }
    return added.length > 0;
  });
}

async function roomFor(tx: Transaction, batchId: string, limit: number) {
  const lanes = await tx.email.groupBy({ by: ['lane'], where: { batchId }, _count: true });
  const count = (isPersonal: boolean) =>
    lanes.reduce((sum, one) => sum + ((one.lane === 'personal') === isPersonal ? one._count : 0), 0);
  return { free: limit - count(true) - count(false), forPersonal: limit - count(true) };
}
