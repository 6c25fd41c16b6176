import { defined } from '@muster/contracts/kit/defined';
import type { BatchResult, OnSeatLimit } from '@muster/contracts/people/users';
import type { Context, WriteContext } from '../../../../platform/context/context.ts';
import type { Query } from '../../../../platform/db/sql.ts';
import { freeSeats, takeSeats, takeSeatsUpTo } from '../../../../policies/seats.ts';
import { type AddResult, addUsers, type NewUser } from './add-users.ts';
import { type Existing, findExisting } from './existing.ts';

type Result = BatchResult['results'][number];

/** A user to add, with their position in the request. */
export interface Candidate {
  readonly index: number;
  readonly user: NewUser;
}

/** The users to add, and the results of all others. */
export interface SplitCandidates {
  readonly fresh: readonly Candidate[];
  readonly known: readonly Result[];
}

/**
 * Separates users who exist already, or occur twice in the request, from those to add. Runs before the
 * transaction, so that nobody waits for it; users added in between are found when the rows are written.
 */
export function splitExisting(ctx: Context, wanted: readonly Candidate[]): Promise<SplitCandidates> {
  return splitExistingBy(ctx, ctx.queryByKey, wanted);
}

/**
 * Adds users as long as seats are available, in a few statements. Skips users who exist by now.
 * @param tx the transaction
 * @param fresh the users to add, from `splitExisting`
 * @param groups the names of the groups they join, by id
 * @returns the result for each user, in no particular order
 * @throws Failure `seat_limit_reached` with `refuse` when there are not enough seats
 */
export async function addWithinSeats(
  tx: WriteContext,
  fresh: readonly Candidate[],
  groups: ReadonlyMap<string, string>,
  onSeatLimit: OnSeatLimit,
): Promise<Result[]> {
  if (fresh.length === 0) return [];
  let seats = fresh.length;
  if (onSeatLimit === 'refuse') await takeSeats(tx, seats);
  else seats = await takeSeatsUpTo(tx, seats);
  const seated = fresh.slice(0, seats);
  const added = await addUsers(
    tx,
    seated.map(({ user }) => user),
    groups,
  );
  const conflicts = seated.filter((_, place) => 'conflict' in (added[place] ?? {}));
  await freeSeats(tx, conflicts.length);
  const late = conflicts.length > 0 ? await explain(tx, conflicts) : [];
  const left = fresh.slice(seats).map(({ index }) => ({ index, outcome: 'seat_limit_reached' as const }));
  return [...late, ...left, ...seated.flatMap(({ index }, place) => created(index, added[place]))];
}

/**
 * Finds who has the conflicting address or external id. If nobody has it any longer, reports that somebody
 * had it a moment ago.
 */
async function explain(tx: WriteContext, conflicts: readonly Candidate[]): Promise<Result[]> {
  const { known, fresh } = await splitExistingBy(tx, tx.query, conflicts);
  const errors = [{ pointer: '#/email', detail: 'duplicate', code: 'duplicate' }];
  return [...known, ...fresh.map(({ index }) => ({ index, outcome: 'exists' as const, errors }))];
}

function created(index: number, added: AddResult | undefined): Result[] {
  return added && 'id' in added ? [{ index, outcome: 'created', userId: added.id }] : [];
}

async function splitExistingBy(
  scope: Pick<Context, 'accountId'>,
  query: Query,
  wanted: readonly Candidate[],
): Promise<SplitCandidates> {
  const emails = wanted.map(({ user }) => user.email);
  const externalIds = wanted.flatMap(({ user }) => user.externalId ?? []);
  const byEmail = new Map<string, string | null>();
  const byExternalId = new Map<string, string | null>();
  const note = ({ email, externalId, id }: Omit<Existing, 'id'> & { id: string | null }) => {
    byEmail.set(email, id);
    if (externalId !== null) byExternalId.set(externalId, id);
  };
  for (const existing of await findExisting(scope, query, { emails, externalIds })) note(existing);
  const known: Result[] = [];
  const fresh = wanted.filter(({ index, user }) => {
    const hasEmail = byEmail.has(user.email);
    const hasId = user.externalId !== null && byExternalId.has(user.externalId);
    if (hasEmail || hasId) {
      const id = hasEmail ? byEmail.get(user.email) : byExternalId.get(user.externalId ?? '');
      const pointer = hasEmail ? '#/email' : '#/externalId';
      const code = id ? 'user_exists' : 'duplicate';
      const errors = [{ pointer, detail: code, code }];
      known.push(defined({ index, outcome: 'exists' as const, userId: id ?? undefined, errors }));
      return false;
    }
    note({ ...user, id: null });
    return true;
  });
  return { fresh, known };
}
