import type { BatchResult, OnSeatLimit } from '@muster/contracts/people/users';
import type { Context, WriteContext } from '../../../../platform/context/context.ts';
import type { Query } from '../../../../platform/db/sql.ts';
import { freeSeats, takeSeats, takeSeatsUpTo } from '../../../../policies/seats.ts';
import { type AddResult, addUsers, type NewUser } from './add-users.ts';
import { type Existing, findExisting } from './existing.ts';

type Result = BatchResult['results'][number];

/** A user to be, and their place among those asked for. */
export interface Candidate {
  readonly index: number;
  readonly user: NewUser;
}

/** Those who are to be added, and what came of the others. */
export interface SplitCandidates {
  readonly fresh: readonly Candidate[];
  readonly known: readonly Result[];
}

/**
 * Tells those who are there already, or twice among them, from those to be added. Asked before the transaction, so that
 * nobody waits for it; who comes in between is found when they are written.
 */
export function splitExisting(ctx: Context, wanted: readonly Candidate[]): Promise<SplitCandidates> {
  return splitExistingBy(ctx, ctx.queryByKey, wanted);
}

/**
 * Adds users as far as there are seats, in a few statements. Those who are there by now are left out.
 * @param tx the transaction
 * @param fresh from `sortOut`
 * @param groups the names of the groups they join, by id
 * @returns what came of each, in no order
 * @throws Failure `seat_limit_reached` with `refuse` when the seats do not suffice
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

/** Who has what made the conflict; where nobody has it any more, that somebody had it a moment ago. */
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
      known.push({ index, outcome: 'exists', ...(id ? { userId: id } : {}), errors });
      return false;
    }
    note({ ...user, id: null });
    return true;
  });
  return { fresh, known };
}
