import { groups } from '@muster/contracts/people/groups';
import { findInconsistencies } from '@muster/database/verify';
import { expect, test } from 'vitest';
import { useApi } from '../harness.ts';

const api = useApi();

/** A change that the app cannot make, for each rule of the database. */
const changes: Readonly<Record<string, { table: string; change: string }>> = {
  'seats used': { table: 'accounts', change: 'UPDATE accounts SET seats_used = seats_used + 1' },
  'number of users': { table: 'accounts', change: 'UPDATE accounts SET users_total = users_total + 1' },
  'number of users in a group': { table: 'groups', change: 'UPDATE groups SET user_count = 0' },
  'groups of a user': {
    table: 'users',
    change: "UPDATE users SET group_ids = '{}' WHERE cardinality(group_ids) > 0",
  },
  'name or status of a membership': {
    table: 'group_memberships',
    change: "UPDATE group_memberships SET status = 'deactivated'",
  },
  'latest invitation': {
    table: 'users',
    change: 'UPDATE users SET invitation_id = NULL WHERE invitation_id IS NOT NULL',
  },
  'name keys': { table: 'groups', change: "UPDATE groups SET name_key = 'outdated'" },
  'search text': { table: 'users', change: "UPDATE users SET search = 'outdated' WHERE role = 'owner'" },
};

test('each rule finds the one row that breaks it', async () => {
  const owner = await api.given.anOwner();
  const group = await api.given.aGroup(owner);
  const user = await api.given.aUser(owner, { sendInvitation: true });
  await owner.call(groups.addUsers, { params: { id: group.id }, body: { userIds: [user.id] } });
  expect(await findInconsistencies(api.deps.pool)).toEqual([]);

  const client = await api.deps.pool.connect();
  try {
    for (const [rule, { table, change }] of Object.entries(changes)) {
      await client.query('BEGIN');
      await client.query(`ALTER TABLE ${table} DISABLE TRIGGER USER`);
      await client.query(change);
      const found = await findInconsistencies(client);
      await client.query('ROLLBACK');
      expect(found, rule).toEqual([{ rule, table, accountId: owner.accountId, id: expect.any(String) }]);
    }
  } finally {
    client.release();
  }
});

test('a plan lowered below the seats in use is not reported', async () => {
  const owner = await api.given.anOwner();
  await api.given.aUser(owner);
  await api.given.limitSeats(owner, 1);
  expect(await findInconsistencies(api.deps.pool)).toEqual([]);
});
