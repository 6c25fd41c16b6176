import type { BatchResult, User } from '@muster/contracts/people/users';
import DataLoader from 'dataloader';
import type { Dependencies } from '../../../../dependencies.ts';
import { sharedSqlTransaction } from '../../../../platform/context/account-context.ts';
import type { Context, WriteContext } from '../../../../platform/context/context.ts';
import { Failure } from '../../../../platform/errors.ts';
import { findGroupNames, missingGroups } from '../../groups/index.ts';
import { getUsers } from '../service.ts';
import type { NewUser } from './add-users.ts';
import { addWithinSeats, splitExisting } from './add-within-seats.ts';

/** The result of a request, as for an entry of a batch; with the user if it is `created`. */
type Result = BatchResult['results'][number] & { readonly user?: User };

/** One caller's request to add a user. */
export interface AddRequest {
  readonly ctx: Context;
  readonly user: NewUser;
}

/** How many users are added in one transaction at most. */
const maxBatchSize = 100;

interface Queue {
  readonly loader: DataLoader<AddRequest, Result>;
  waiting: number;
}

const queues = new WeakMap<Dependencies, Map<string, Queue>>();

/**
 * Adds a user, in one transaction with other requests of the same account that arrive meanwhile. Taking a
 * seat locks the account until the commit is on disk, so that seats are exact; one transaction per user would
 * make every caller wait for the disk. Groups and results are read in the same batch.
 * @throws Failure `group_not_found`
 */
export async function addBatched(call: AddRequest): Promise<Result> {
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

/** A call that already has its own transaction cannot share one. */
async function addAlone(call: AddRequest): Promise<Result> {
  const [result] = await answer([call], await addAll([call]));
  if (result instanceof Error) throw result;
  if (!result) throw new Error('A user was neither added nor refused.');
  return result;
}

/**
 * Calls that arrive while a transaction writes users wait and share the next one. It commits while they are
 * being checked.
 */
function openQueue(): Queue {
  let running = Promise.resolve();
  const loader = new DataLoader<AddRequest, Result>(
    async (calls) => {
      const { promise, resolve } = Promise.withResolvers<void>();
      running = promise;
      return answer(calls, await addAll(calls, resolve).finally(resolve));
    },
    {
      cache: false,
      maxBatchSize: maxBatchSize,
      batchScheduleFn: (dispatch) => void running.then(() => setImmediate(dispatch)),
    },
  );
  return { loader, waiting: 0 };
}

type Answer = readonly [AddRequest, Result | Error];

/** Adds the users who do not exist yet and whose groups all exist. */
async function addAll(
  calls: readonly AddRequest[],
  onWritten: () => void = () => undefined,
): Promise<Answer[]> {
  const [first] = calls;
  if (!first) return [];
  const groupIds = new Set(calls.flatMap(({ user }) => user.groupIds));
  const wanted = calls.map(({ user }, index) => ({ index, user }));
  const [groups, { fresh, known }] = await Promise.all([
    findGroupNames(first.ctx, [...groupIds]),
    splitExisting(first.ctx, wanted),
  ]);
  const answers = new Map<AddRequest, Result | Error>();
  for (const result of known) answers.set(calls[result.index] ?? first, result);
  for (const call of calls) {
    const errors = missingGroups(call.user.groupIds, groups);
    if (errors.length > 0) answers.set(call, new Failure('group_not_found', { errors }));
  }
  const fitting = fresh.flatMap(({ index }) => calls[index] ?? []).filter((call) => !answers.has(call));
  return [...answers, ...(await addFitting(fitting, groups, onWritten))];
}

/** The results of the calls, in their order, with the added users. */
async function answer(calls: readonly AddRequest[], answers: readonly Answer[]): Promise<(Result | Error)[]> {
  const ids = answers.flatMap(([, result]) => createdId(result) ?? []);
  const [first] = calls;
  const users = first && ids.length > 0 ? await getUsers(first.ctx, ids) : new Map<string, User>();
  const results = new Map(answers);
  return calls.map((call) => {
    const result = results.get(call) ?? new Error('A user was neither added nor refused.');
    const user = users.get(createdId(result) ?? '');
    return user ? { ...result, user } : result;
  });
}

function createdId(result: Result | Error): string | undefined {
  return 'outcome' in result && result.outcome === 'created' ? result.userId : undefined;
}

/** Adds users in one transaction; if one call makes it fail, each call gets its own transaction. */
async function addFitting(
  calls: readonly AddRequest[],
  groups: ReadonlyMap<string, string>,
  onWritten: () => void,
): Promise<Answer[]> {
  const [first, ...others] = calls;
  if (!first) return [];
  const add = async (txs: readonly [WriteContext, ...WriteContext[]]) => {
    const wanted = calls.map(({ user }, index) => ({ index, user: { ...user, by: txs[index] ?? txs[0] } }));
    const added = await addWithinSeats(txs[0], wanted, groups, 'fill');
    onWritten();
    return added;
  };
  try {
    const added =
      others.length > 0
        ? await sharedSqlTransaction([first.ctx, ...others.map(({ ctx }) => ctx)], add)
        : await first.ctx.sqlTransaction((tx) => add([tx]));
    return added.map((result) => [calls[result.index] ?? first, result]);
  } catch (error) {
    if (others.length === 0) return [[first, error instanceof Error ? error : new Error(String(error))]];
    const answers: Answer[] = [];
    for (const call of calls) answers.push(...(await addFitting([call], groups, onWritten)));
    return answers;
  }
}
