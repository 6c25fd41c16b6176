import { randomUUID } from 'node:crypto';
import { auditEvents } from '@muster/contracts/account/audit-events';
import { users } from '@muster/contracts/people/users';
import { expect, test } from 'vitest';
import { anAddress } from '../../../../../test/given.ts';
import { useApi } from '../../../../../test/harness.ts';
import { expectInvariants } from '../../../../../test/invariants.ts';

const api = useApi();

test('simultaneous adds share transactions, and each is logged for its own caller', async () => {
  const owner = await api.given.anOwner();
  const admin = await api.given.aMember(owner, { role: 'admin' });
  const adding = Array.from({ length: 20 }, async (_, index) => {
    const by = index % 2 ? owner : admin;
    const user = await by.call(users.create, { body: { email: anAddress(), sendInvitation: true } });
    return [user.id, by.userId] as const;
  });
  const added = new Map(await Promise.all(adding));
  const { rows } = await api.deps.pool.query(
    'SELECT count(DISTINCT xmin::text)::int AS transactions FROM users WHERE account_id = $1 AND id = ANY($2)',
    [owner.accountId, [...added.keys()]],
  );
  expect(rows[0]?.transactions).toBeLessThan(20);
  const query = { action: ['user.created' as const, 'invitation.sent' as const], limit: 200 };
  const { data } = await owner.call(auditEvents.list, { query });
  const ofAdded = data.filter(({ user }) => added.has(user?.id ?? ''));
  expect(ofAdded).toHaveLength(40);
  for (const { user, actor } of ofAdded) expect(actor.id).toBe(added.get(user?.id ?? ''));
  expect(new Set(ofAdded.map(({ requestId }) => requestId)).size).toBe(20);
  await expectInvariants(api);
});

test('an add that fails does not affect the others in its transaction', async () => {
  const owner = await api.given.anOwner({ seatLimit: 4 });
  const known = await api.given.aUser(owner);
  const bodies = [
    { email: known.email },
    { email: anAddress(), groupIds: [randomUUID()] },
    ...Array.from({ length: 4 }, () => ({ email: anAddress() })),
  ];
  const answers = await Promise.all(bodies.map((body) => owner.try(users.create, { body })));
  const codes = answers.map(({ status, body }) => (status === 201 ? 201 : (body as { code: string }).code));
  expect(codes.splice(0, 2)).toEqual(['user_exists', 'group_not_found']);
  expect(codes.filter((code) => code === 201)).toHaveLength(2);
  expect(codes.filter((code) => code === 'seat_limit_reached')).toHaveLength(2);
  await expectInvariants(api);
});
