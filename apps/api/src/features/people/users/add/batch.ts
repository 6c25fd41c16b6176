import type { FieldError } from '@muster/contracts/errors';
import type { Locale } from '@muster/contracts/kit/primitives';
import {
  type BatchOutcome,
  type BatchResult,
  type BatchUsers,
  CreateUser,
} from '@muster/contracts/people/users';
import { requirePermission } from '../../../../platform/context/actor.ts';
import type { Context } from '../../../../platform/context/context.ts';
import { Failure } from '../../../../platform/errors.ts';
import { parsePart } from '../../../../platform/http/api/validate.ts';
import { fieldText } from '../../../../platform/i18n/field-text.ts';
import { findGroupNames, missingGroups } from '../../groups/index.ts';
import type { NewUser } from './add-users.ts';
import { addWithinSeats, splitExisting } from './add-within-seats.ts';
import { toNewUser } from './create.ts';

type Result = BatchResult['results'][number];

/**
 * Adds up to a thousand users in one transaction. Each entry has its own result; an invalid one never affects
 * the others.
 * @throws Failure `seat_limit_reached` with `onSeatLimit: "refuse"` if there are not enough seats, and then
 * nobody is added; `forbidden` if invitations are requested and the caller may not invite
 */
export async function addBatch(ctx: Context, input: BatchUsers): Promise<BatchResult> {
  const results: Result[] = [];
  const parsed = input.users.flatMap((entry, index) => {
    const { user, errors } = read(ctx, entry);
    if (!user) results.push({ index, outcome: 'invalid', errors });
    return user ? [{ index, user }] : [];
  });
  if (parsed.some(({ user }) => user.sendInvitation)) requirePermission(ctx.actor, 'invitations:write');
  const groups = await findGroupNames(ctx, [...new Set(parsed.flatMap(({ user }) => user.groupIds))]);
  const wanted = parsed.filter(({ index, user }) => {
    const errors = missingGroups(user.groupIds, groups);
    if (errors.length > 0) results.push({ index, outcome: 'invalid', errors });
    return errors.length === 0;
  });
  const { fresh, known } = await splitExisting(ctx, wanted);
  const added = await ctx.sqlTransaction((tx) => addWithinSeats(tx, fresh, groups, input.onSeatLimit));
  results.push(...known, ...added);
  results.sort((one, other) => one.index - other.index);
  for (const result of results) inWords(result, ctx.request.locale);
  const invited = new Set(wanted.filter(({ user }) => user.sendInvitation).map(({ index }) => index));
  return { results, summary: summarise(results, invited) };
}

function read(ctx: Context, entry: unknown): { user?: NewUser; errors: FieldError[] } {
  try {
    const input = parsePart(CreateUser, entry, 'body', ctx.request.locale) as CreateUser;
    if (input.role === 'owner') requirePermission(ctx.actor, 'owners:write');
    return { user: toNewUser(input), errors: [] };
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    const refused = { pointer: '#/role', detail: error.code, code: error.code };
    return { errors: [...(error.details.errors ?? [refused])] };
  }
}

function inWords({ errors }: Result, locale: Locale): void {
  for (const error of errors ?? []) error.detail = fieldText(error.detail, locale);
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
