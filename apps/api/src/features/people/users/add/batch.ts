import { defined } from '@muster/contracts/kit/defined';
import type { Locale } from '@muster/contracts/kit/primitives';
import {
  type BatchOutcome,
  type BatchResult,
  type BatchUsers,
  CreateUser,
} from '@muster/contracts/people/users';
import { requirePermission } from '../../../../platform/context/actor.ts';
import type { Context } from '../../../../platform/context/context.ts';
import { retryConflicts } from '../../../../platform/db/retry-conflicts.ts';
import { Failure } from '../../../../platform/errors.ts';
import { parsePart } from '../../../../platform/http/api/validate.ts';
import { fieldText } from '../../../../platform/i18n/field-text.ts';
import { problemTexts } from '../../../../platform/i18n/translate.ts';
import { withPauses } from '../../../../platform/with-pauses.ts';
import { refusalToGive, refuseIf } from '../../../../policies/grants.ts';
import { findGroupNames, missingGroups } from '../../groups/index.ts';
import type { NewUser } from './add-users.ts';
import { addWithinSeats, type Candidate, splitExisting } from './add-within-seats.ts';
import { toNewUser } from './create.ts';

type Result = BatchResult['results'][number];

/** How many invalid fields of an entry the result names; it counts the others. */
const mostErrorsPerEntry = 10;

/**
 * Adds up to a thousand users in one transaction. Each entry has its own result; an invalid one never affects
 * the others.
 * @throws Failure `seat_limit_reached` with `onSeatLimit: "refuse"` if there are not enough seats, and then
 * nobody is added; `forbidden` if invitations are requested and the caller may not invite
 */
export async function addBatch(ctx: Context, input: BatchUsers): Promise<BatchResult> {
  const results: Result[] = [];
  const parsed: Candidate[] = [];
  for await (const [index, entry] of withPauses(input.users.entries())) {
    const { user, ...refusal } = read(ctx, entry);
    if (user) parsed.push({ index, user });
    else results.push({ index, outcome: 'invalid', ...refusal });
  }
  if (parsed.some(({ user }) => user.sendInvitation)) requirePermission(ctx.actor, 'invitations:write');
  // Which groups exist is read before the transaction.
  const { wanted, found } = await retryConflicts(() => addParsed(ctx, parsed, input));
  results.push(...found);
  results.sort((one, other) => one.index - other.index);
  for await (const result of withPauses(results)) presentErrors(result, ctx.request.locale);
  const invited = new Set(wanted.filter(({ user }) => user.sendInvitation).map(({ index }) => index));
  return { results, summary: summarise(results, invited) };
}

async function addParsed(ctx: Context, parsed: readonly Candidate[], { onSeatLimit }: BatchUsers) {
  const groups = await findGroupNames(ctx, [...new Set(parsed.flatMap(({ user }) => user.groupIds))]);
  const wanted: Candidate[] = [];
  const refused: Result[] = [];
  for await (const candidate of withPauses(parsed)) {
    const errors = missingGroups(candidate.user.groupIds, groups);
    if (errors.length === 0) wanted.push(candidate);
    else refused.push({ index: candidate.index, outcome: 'invalid', errors });
  }
  const { fresh, known } = await splitExisting(ctx, wanted);
  const added = await ctx.sqlTransaction((tx) => addWithinSeats(tx, fresh, groups, onSeatLimit));
  return { wanted, found: [...refused, ...known, ...added] };
}

function read(ctx: Context, entry: unknown): { user?: NewUser } & Pick<Result, 'errors' | 'moreErrors'> {
  try {
    const input = parsePart(CreateUser, entry, 'body', ctx.request.locale) as CreateUser;
    refuseIf(ctx.actor, refusalToGive(ctx.actor, input.role));
    return { user: toNewUser(input) };
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    const { detail } = problemTexts(ctx.request.locale, error.code, error.details.values);
    const refused = { pointer: '#/role', detail, code: error.code };
    const { errors = [refused], moreErrors } = error.details;
    return defined({ errors: [...errors], moreErrors });
  }
}

function presentErrors(result: Result, locale: Locale): void {
  const { errors = [] } = result;
  const more = errors.length - mostErrorsPerEntry;
  if (more > 0) result.moreErrors = more + (result.moreErrors ?? 0);
  if (more > 0) errors.length = mostErrorsPerEntry;
  for (const error of errors) error.detail = fieldText(error.detail, locale);
}

function summarise(results: readonly Result[], invited: ReadonlySet<number>): BatchResult['summary'] {
  const count = (outcome: BatchOutcome) => results.filter((result) => result.outcome === outcome).length;
  return {
    created: count('created'),
    exists: count('exists'),
    invalid: count('invalid'),
    seatLimitReached: count('seat_limit_reached'),
    invited: results.filter(({ index, outcome }) => outcome === 'created' && invited.has(index)).length,
  };
}
