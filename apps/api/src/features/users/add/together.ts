import type { BatchResult } from '@muster/contracts/users';
import DataLoader from 'dataloader';
import type { Dependencies } from '../../../dependencies.ts';
import { writeTogether } from '../../../platform/account-context.ts';
import type { Context } from '../../../platform/context.ts';
import type { NewUser } from './add-users.ts';
import { addSeated } from './seated.ts';

type Result = BatchResult['results'][number];

/** One caller's wish. */
export interface AddCall {
  readonly ctx: Context;
  readonly user: NewUser;
  /** The names of the groups they join, by id. */
  readonly groups: ReadonlyMap<string, string>;
}

/** So many users are added in one go at most. */
const most = 100;

interface Queue {
  readonly loader: DataLoader<AddCall, Result>;
  waiting: number;
}

const queues = new WeakMap<Dependencies, Map<string, Queue>>();

/**
 * Adds a user, in one transaction with those that are asked for in the same account meanwhile. Seats are exact because
 * whoever takes one locks the account until it is on the disk; one after the other, everybody would wait for the disk.
 * @returns what came of it, as of an entry of a batch
 */
export async function addTogether(call: AddCall): Promise<Result> {
  if (call.ctx.isInTransaction) return addAlone(call);
  const { deps, accountId } = call.ctx;
  const ofAccounts = queues.get(deps) ?? new Map<string, Queue>();
  queues.set(deps, ofAccounts);
  const queue = ofAccounts.get(accountId) ?? openQueue();
  ofAccounts.set(accountId, queue);
  queue.waiting += 1;
  try {
    return await queue.loader.load(call);
  } finally {
    queue.waiting -= 1;
    if (queue.waiting === 0) ofAccounts.delete(accountId);
  }
}

/** Within a transaction of its own a call cannot share that of others. */
async function addAlone({ ctx, user, groups }: AddCall): Promise<Result> {
  const [result] = await ctx.write((tx) =>
    addSeated(tx, [{ index: 0, user: { ...user, by: tx } }], groups, 'fill'),
  );
  if (!result) throw new Error('A user was neither added nor refused.');
  return result;
}

/** Calls that come while a transaction runs wait for it, and share the next one. */
function openQueue(): Queue {
  let running: Promise<unknown> = Promise.resolve();
  const loader = new DataLoader<AddCall, Result>(
    (calls) => {
      const adding = addAll(calls);
      running = adding;
      return adding;
    },
    {
      cache: false,
      maxBatchSize: most,
      batchScheduleFn: (dispatch) => void running.then(() => setImmediate(dispatch)),
    },
  );
  return { loader, waiting: 0 };
}

/** What came of each call; where one spoils the transaction, each gets one of its own. */
async function addAll(calls: readonly AddCall[]): Promise<(Result | Error)[]> {
  const [first, ...others] = calls;
  if (!first) return [];
  try {
    const groups = new Map(calls.flatMap((call) => [...call.groups]));
    const results = await writeTogether([first.ctx, ...others.map(({ ctx }) => ctx)], (txs) => {
      const wanted = calls.map(({ user }, index) => ({ index, user: { ...user, by: txs[index] ?? txs[0] } }));
      return addSeated(txs[0], wanted, groups, 'fill');
    });
    return results.sort((one, other) => one.index - other.index);
  } catch (error) {
    if (others.length === 0) return [error instanceof Error ? error : new Error(String(error))];
    const results: (Result | Error)[] = [];
    for (const call of calls) results.push(...(await addAll([call])));
    return results;
  }
}
