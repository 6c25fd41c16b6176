import type { ValuesOf } from '@muster/contracts/kit/fields';
import { userDetails } from '@muster/contracts/people/user-fields';
import type { WriteContext } from '../../../../platform/context/context.ts';
import { newId } from '../../../../platform/crypto/tokens.ts';
import { defineRow, unnestRows } from '../../../../platform/db/rows.ts';
import { sql } from '../../../../platform/db/sql.ts';
import { rowOf } from '../../../../platform/fields/sql.ts';
import { nameOf } from '../../../../platform/person-name.ts';
import { inviteNewUsers } from '../../invitations/index.ts';

/** A user to add. */
export interface NewUser extends Readonly<ValuesOf<typeof userDetails>> {
  /** The normalised address, from `normalizeEmail`. */
  readonly email: string;
  readonly emailDisplay: string;
  readonly groupIds: readonly string[];
  readonly sendInvitation: boolean;
  /** Who adds the user, if several callers share a transaction. */
  readonly by?: WriteContext;
}

/** The result for a user: added, or a conflict because the address or external id is taken by now. */
export type AddResult = { readonly id: string } | { readonly conflict: true };

/**
 * Adds users with memberships, events and invitations, in a few statements, however many there are. Every
 * user of an account is added here. Users whose address or external id is taken are skipped.
 * @param tx the transaction, in which the caller took a seat for each user and frees the seats of conflicts
 * @param users up to a thousand; the caller has checked their roles and values
 * @param groups the names of the groups they join, by id
 * @returns the result for each user, in the same order
 */
export async function addUsers(
  tx: WriteContext,
  users: readonly NewUser[],
  groups: ReadonlyMap<string, string>,
): Promise<AddResult[]> {
  const entries = users.map((user) => ({
    ...user,
    id: newId(),
    name: nameOf(user.firstName, user.lastName, user.emailDisplay),
    invitationId: user.sendInvitation ? newId() : null,
    groupIds: [...new Set(user.groupIds)],
  }));
  const namesOf = (ids: readonly string[]) => ids.map((id) => groups.get(id) ?? '');
  const invitees = entries.flatMap(({ invitationId, groupIds, ...user }) => {
    if (invitationId === null) return [];
    return [{ ...user, invitationId, groupNames: namesOf(groupIds.slice(0, 20)).sort().join(', ') }];
  });
  const added = await inviteNewUsers(tx, invitees, async () => {
    const ids = await writeUsers(tx, entries);
    for (const { id, name, emailDisplay, role, groupIds, by = tx } of entries) {
      if (!ids.has(id)) continue;
      const person = { id, name };
      const data = { email: emailDisplay, role, groups: namesOf(groupIds), groupIds };
      by.record({ type: 'user.created', target: { type: 'user', ...person }, user: person, data });
    }
    return ids;
  });
  return entries.map(({ id }) => (added.has(id) ? { id } : { conflict: true }));
}

type Entry = NewUser & { readonly id: string; readonly name: string; readonly invitationId: string | null };

const newUser = defineRow<Omit<Entry, 'sendInvitation' | 'by'>>({
  ...rowOf(userDetails),
  id: 'id uuid',
  email: 'email text',
  emailDisplay: 'email_display text',
  name: 'name text',
  invitationId: 'invitation_id uuid',
  groupIds: 'group_ids uuid[]',
});

/**
 * Writes users and memberships at once. The rows already contain the values that triggers would otherwise
 * add.
 */
async function writeUsers(tx: WriteContext, entries: readonly Entry[]): Promise<Set<string>> {
  const now = tx.now();
  const added = await tx.query<{ id: string }>(sql`
    WITH added AS (
      INSERT INTO users (account_id, ${newUser.names}, status, created_at, updated_at)
      SELECT ${tx.accountId}::uuid, ${newUser.of('n')},
        CASE WHEN n.invitation_id IS NULL THEN 'added' ELSE 'invited' END::user_status, ${now}::timestamptz,
        ${now}::timestamptz
      FROM ${unnestRows('n', newUser, entries)}
      ON CONFLICT DO NOTHING RETURNING id, name, status, group_ids
    ), joined AS (
      INSERT INTO group_memberships (account_id, group_id, user_id, name, status, created_at)
      SELECT ${tx.accountId}::uuid, g.id, a.id, a.name, a.status, ${now}::timestamptz
      FROM added a, unnest(a.group_ids) AS g(id)
    )
    SELECT id FROM added`);
  return new Set(added.map(({ id }) => id));
}
