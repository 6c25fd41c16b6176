import type { ErrorCode } from '@muster/contracts/catalogue';
import type { UserStatus } from '@muster/contracts/people/users';
import type { Role } from '@muster/contracts/permissions';
import type { WriteContext } from '../platform/context/context.ts';
import { sql } from '../platform/db/sql.ts';
import { fail } from '../platform/errors.ts';
import { codeOf, refusalToChange } from './grants.ts';

/** The fields of a user that the rules about owners need. */
interface PossibleOwner {
  readonly role: Role;
  readonly status: UserStatus;
}

/**
 * Ensures that an active owner remains; no other code implements this rule. Nobody else changes owners
 * meanwhile, because the caller holds the lock on the account, or only previews a change.
 * @param tx the transaction of the change
 * @returns a function that releases owners one by one; it returns false, and releases nobody, if no active
 * owner would remain
 */
export async function trackOwners(
  tx: Pick<WriteContext, 'query' | 'accountId'>,
): Promise<(owner: Pick<PossibleOwner, 'status'>) => boolean> {
  const [row] = await tx.query<{ count: number }>(sql`
    SELECT count(*)::int AS count FROM users
    WHERE account_id = ${tx.accountId}::uuid AND role = 'owner' AND status = 'active'`);
  let active = row?.count ?? 0;
  return ({ status }) => {
    const others = active - (status === 'active' ? 1 : 0);
    if (others < 1) return false;
    active = others;
    return true;
  };
}

/**
 * Guards users while several lose their access or role: nobody changes who is above them, and the last active
 * owner stays.
 * @param tx the transaction of the change, which holds the lock on the account
 * @param users all users of the change
 * @returns a function that returns for each user, in turn, why the change is refused, or null
 */
export async function guardOwners(
  tx: WriteContext,
  users: readonly PossibleOwner[],
): Promise<(user: PossibleOwner) => ErrorCode | null> {
  const release = users.some(({ role }) => role === 'owner') ? await trackOwners(tx) : () => true;
  return (user) => {
    const refused = codeOf(refusalToChange(tx.actor, user.role));
    if (refused !== null || user.role !== 'owner') return refused;
    return release(user) ? null : 'last_owner';
  };
}

/**
 * Refuses to change the role of the account's last active owner.
 * @param tx the transaction of the change, which holds the lock on the account
 * @throws Failure `last_owner`
 */
export async function refuseLastOwner(tx: WriteContext, user: PossibleOwner): Promise<void> {
  if (user.role !== 'owner') return;
  const release = await trackOwners(tx);
  if (!release(user)) fail('last_owner');
}
