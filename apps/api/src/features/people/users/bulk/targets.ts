import type { ErrorCode } from '@muster/contracts/catalogue';
import type { UserStatus } from '@muster/contracts/people/users';
import type { Role } from '@muster/contracts/permissions';
import type { WriteContext } from '../../../../platform/context/context.ts';
import { unnestIds } from '../../../../platform/db/rows.ts';
import { sql } from '../../../../platform/db/sql.ts';
import { lockAccount } from '../../../../policies/seats.ts';
import type { Invitee } from '../../invitations/index.ts';

/** A user, locked for a change. */
export interface LockedUser extends Invitee {
  readonly status: UserStatus;
  readonly role: Role;
  readonly identityId: string | null;
  readonly externalId: string | null;
  readonly groupIds: readonly string[];
}

/** The result of a change for one user; `before` is the value that an undo restores. */
export type Outcome<Code extends string = ErrorCode> =
  | { readonly id: string; readonly outcome: 'changed'; readonly before?: Readonly<Record<string, unknown>> }
  | { readonly id: string; readonly outcome: 'unchanged' }
  | { readonly id: string; readonly outcome: 'failed'; readonly code: Code };

/**
 * Locks the account, then the users, always in this order, to avoid deadlocks.
 * @returns the users of the account among the ids
 */
export async function lockUsers(tx: WriteContext, ids: readonly string[]): Promise<LockedUser[]> {
  await lockAccount(tx);
  return tx.query<LockedUser>(sql`
    SELECT u.id, u.name, u.first_name AS "firstName", u.email, u.email_display AS "emailDisplay", u.locale,
      u.status::text, u.role::text, u.identity_id AS "identityId", u.external_id AS "externalId",
      u.group_ids AS "groupIds"
    FROM ${unnestIds('w', ids)} JOIN users u ON u.id = w.id WHERE u.account_id = ${tx.accountId}::uuid
    ORDER BY u.id FOR NO KEY UPDATE OF u`);
}

/** Splits users by a rule: those it refuses, with the code, and those to change. */
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
