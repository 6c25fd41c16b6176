import { defined } from '@muster/contracts/kit/defined';
import type { WriteContext } from '../../../../platform/context/context.ts';
import { unnestIds } from '../../../../platform/db/rows.ts';
import { sql } from '../../../../platform/db/sql.ts';
import { codeOf, refusalToGive } from '../../../../policies/grants.ts';
import { guardOwners } from '../../../../policies/owners.ts';
import { freeSeats, takeSeatsUpTo } from '../../../../policies/seats.ts';
import { restoreInvitations, revokeLiveInvitations } from '../../invitations/index.ts';
import { type LockedUser, type Outcome, partition } from './targets.ts';

/**
 * Deactivates users: frees their seats, ends their sign-ins and revokes their live invitations, in the same
 * transaction.
 * @param users the result of `lockUsers`
 */
export async function deactivateUsers(tx: WriteContext, users: readonly LockedUser[]): Promise<Outcome[]> {
  const mayNot = await guardOwners(tx, users);
  const { chosen, finished } = partition(users, (user) => {
    return user.status === 'deactivated' ? 'unchanged' : mayNot(user);
  });
  if (chosen.length === 0) return finished;
  const ids = chosen.map(({ id }) => id);
  const now = tx.now();
  await tx.query(sql`
    WITH ended AS (
      UPDATE sign_ins SET ended_at = ${now}::timestamptz
      WHERE account_id = ${tx.accountId}::uuid AND user_id = ANY(${ids}::uuid[]) AND ended_at IS NULL
    )
    UPDATE users u SET status = 'deactivated', deactivated_at = ${now}::timestamptz, updated_at = ${now}::timestamptz
    FROM ${unnestIds('c', chosen)} WHERE u.account_id = ${tx.accountId}::uuid AND u.id = c.id`);
  await freeSeats(tx, chosen.length);
  const revoked = await revokeLiveInvitations(tx, chosen);
  for (const { id, name } of chosen) {
    tx.record({ type: 'user.deactivated', target: { type: 'user', id, name }, user: { id, name } });
  }
  return [
    ...finished,
    ...chosen.map(({ id, status }) => ({
      id,
      outcome: 'changed' as const,
      before: defined({ status, invitationId: revoked.get(id) }),
    })),
  ];
}

/**
 * Reactivates users as long as seats are available; the caller must hold what they get back. Users who had activated are
 * active immediately, others are `added`, or `invited` if they get an invitation back.
 * @param users the result of `lockUsers`
 * @param invitationOf the invitation that deactivating revoked and that this undoes
 */
export async function reactivateUsers(
  tx: WriteContext,
  users: readonly LockedUser[],
  invitationOf: (user: LockedUser) => string | undefined = () => undefined,
): Promise<Outcome[]> {
  const { chosen, finished } = partition(users, ({ status, role }) =>
    status === 'deactivated' ? codeOf(refusalToGive(tx.actor, role)) : 'unchanged',
  );
  const seats = chosen.length === 0 ? 0 : await takeSeatsUpTo(tx, chosen.length);
  const seated = chosen.slice(0, seats);
  const left = chosen.slice(seats);
  if (seated.length > 0) {
    await tx.query(sql`
      UPDATE users u SET status = CASE WHEN identity_id IS NULL THEN 'added' ELSE 'active' END::user_status,
        deactivated_at = NULL, updated_at = ${tx.now()}::timestamptz
      FROM ${unnestIds('c', seated)} WHERE u.account_id = ${tx.accountId}::uuid AND u.id = c.id`);
  }
  for (const { id, name, identityId } of seated) {
    const data = { status: identityId === null ? 'added' : 'active' };
    tx.record({ type: 'user.reactivated', target: { type: 'user', id, name }, user: { id, name }, data });
  }
  const invited = seated.flatMap((user) => {
    const invitationId = user.identityId === null ? invitationOf(user) : undefined;
    return invitationId === undefined ? [] : [{ user, invitationId }];
  });
  await restoreInvitations(tx, invited);
  return [
    ...finished,
    ...left.map(({ id }) => ({ id, outcome: 'failed' as const, code: 'seat_limit_reached' as const })),
    ...seated.map(({ id, status }) => ({ id, outcome: 'changed' as const, before: { status } })),
  ];
}

/**
 * Removes users from the account with their memberships, invitations and e-mails. Their audit events stay.
 * @param users the result of `lockUsers`
 */
export async function removeUsers(tx: WriteContext, users: readonly LockedUser[]): Promise<Outcome[]> {
  const mayNot = await guardOwners(tx, users);
  const { chosen, finished } = partition(users, mayNot);
  if (chosen.length === 0) return finished;
  await tx.query(sql`
    DELETE FROM users u USING ${unnestIds('c', chosen)}
    WHERE u.account_id = ${tx.accountId}::uuid AND u.id = c.id`);
  await freeSeats(tx, chosen.filter(({ status }) => status !== 'deactivated').length);
  for (const { id, name, externalId, emailDisplay } of chosen) {
    const data = { email: emailDisplay };
    const user = { id, name, externalId };
    tx.record({ type: 'user.removed', target: { type: 'user', id, name }, user, data });
  }
  return [...finished, ...chosen.map(({ id }) => ({ id, outcome: 'changed' as const }))];
}
