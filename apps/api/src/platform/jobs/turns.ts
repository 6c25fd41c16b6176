import { Id } from '@muster/contracts/kit/primitives';
import * as z from 'zod';
import { sql } from '../db/sql.ts';
import { nextTurnSql } from '../turns/turns.ts';

/** Of a queue in turns, an account has one job running. */
export const oneAtATime = { groupConcurrency: 1 } as const;

/** Runs SQL in the transaction that adds the jobs. */
interface Adapter {
  executeSql(text: string, values: unknown[]): Promise<{ rows: unknown[] }>;
}

const Payload = z.object({ accountId: Id });
const Turn = z.tuple([z.object({ turn: z.coerce.number() })]);

/**
 * The order of new jobs of a queue in turns. pg-boss starts jobs of a higher priority first, so a job's
 * priority is its turn, negated.
 * @param data the payloads, which name their account
 */
export async function jobTurns({ executeSql }: Adapter, queue: string, data: readonly unknown[]) {
  const orders: { priority: number; group: { id: string } }[] = [];
  const next = new Map<string, number>();
  for (const payload of data) {
    const { accountId } = Payload.parse(payload);
    const turn = next.get(accountId) ?? (await nextTurn(executeSql, queue, accountId));
    next.set(accountId, turn + 1);
    orders.push({ priority: -turn, group: { id: accountId } });
  }
  return orders;
}

async function nextTurn(executeSql: Adapter['executeSql'], queue: string, accountId: string) {
  const last = sql`(
    SELECT max(-j.priority) FROM pgboss.job j
    WHERE j.name = ${queue} AND j.state <= 'active' AND j.group_id = ${accountId})`;
  const head = sql`coalesce(
    (SELECT min(-j.priority) FROM pgboss.job j WHERE j.name = ${queue} AND j.state < 'active'),
    (SELECT max(-j.priority) FROM pgboss.job j WHERE j.name = ${queue} AND j.state = 'active'), 0)`;
  const { text, values } = sql`SELECT ${nextTurnSql({ last, head })} AS turn`;
  const [{ turn }] = Turn.parse((await executeSql(text, [...values])).rows);
  return turn;
}
