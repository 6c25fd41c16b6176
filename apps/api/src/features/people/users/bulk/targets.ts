import type { ErrorCode } from '@muster/contracts/errors';
import type { UserStatus } from '@muster/contracts/people/users';
import type { Role } from '@muster/contracts/permissions';
import { hasPermission } from '../../../../platform/context/actor.ts';
import type { WriteContext } from '../../../../platform/context/context.ts';
import { unnestIds } from '../../../../platform/db/rows.ts';
import { sql } from '../../../../platform/db/sql.ts';
import { lockAccount } from '../../../account/account/index.ts';
import type { Invitee } from '../../invitations/index.ts';

/** A user as locked for a change. */
export interface LockedUser extends Invitee {
  readonly status: UserStatus;
  readonly role: Role;
  readonly identityId: string | null;
  readonly groupIds: readonly string[];
}

/** What came of a change for one user: `before` is what taking it back goes back to. */
export type Outcome<Code extends string = ErrorCode> =
  | { readonly id: string; readonly outcome: 'changed'; readonly before?: Readonly<Record<string, unknown>> }
  | { readonly id: string; readonly outcome: 'unchanged' }
  | { readonly id: string; readonly outcome: 'failed'; readonly code: Code };

/**
 * Locks the account, then the users, always in this order, so that no two changes wait for each other.
 * @returns those of the ids that are users of the account
 */
export async function lockUsers(tx: WriteContext, ids: readonly string[]): Promise<LockedUser[]> {
  await lockAccount(tx);
  return tx.query<LockedUser>(sql`
    SELECT u.id, u.name, u.first_name AS "firstName", u.email, u.email_display AS "emailDisplay", u.locale,
      u.status::text, u.role::text, u.identity_id AS "identityId", u.group_ids AS "groupIds"
    FROM ${unnestIds('w', ids)} JOIN users u ON u.id = w.id WHERE u.account_id = ${tx.accountId}::uuid
    ORDER BY u.id FOR NO KEY UPDATE OF u`);
}

/** Splits users by a rule: those it refuses with the code, and those the change is for. */
export function partition(
  users: readonly LockedUser[],
  refusal: (user: LockedUser) => ErrorCode | 'unchanged' | null,
): { chosen: LockedUser[]; finished: Outcome[] } {
  const chosen: LockedUser[] = [];
  const finished: Outcome[] = [];
  for (const user of users) {
    const code = refusal(user);
    if (code === null) chosen.push(user);
    else if (code === 'unchanged') finished.push({ id: user.id, outcome: 'unchanged' });
    else finished.push({ id: user.id, outcome: 'failed', code });
  }
  return { chosen, finished };
}

/**
 * Watches over owners while several users lose their place or role: only owners touch owners, and the last active one
 * stays. The caller holds the lock on the account.
 * @returns says for each user, in turn, why not, or null
 */
export async function guardOwners(
  tx: WriteContext,
  users: readonly LockedUser[],
): Promise<(user: LockedUser) => ErrorCode | null> {
  let active = users.some(({ role }) => role === 'owner') ? await countActiveOwners(tx) : 0;
  return ({ role, status }) => {
    if (role !== 'owner') return null;
    if (!hasPermission(tx.actor, 'owners:write')) return 'forbidden';
    const others = active - (status === 'active' ? 1 : 0);
    if (others === 0) return 'last_owner';
    active = others;
    return null;
  };
}

async function countActiveOwners(tx: WriteContext): Promise<number> {
  const [row] = await tx.query<{ count: number }>(sql`
    SELECT count(*)::int AS count FROM users
    WHERE account_id = ${tx.accountId}::uuid AND role = 'owner' AND status = 'active'`);
  return row?.count ?? 0;
}
