import { account } from '@muster/contracts/account/account';
import { users } from '@muster/contracts/people/users';
import { expect, test } from 'vitest';
import { anAddress } from '../../../../../test/given.ts';
import { useApi } from '../../../../../test/harness.ts';
import { expectInvariants } from '../../../../../test/invariants.ts';

const api = useApi();

test('each entry has its own result, and a bad one does not affect the others', async () => {
  const owner = await api.given.anOwner();
  const sales = await api.given.aGroup(owner, 'Sales');
  const there = await api.given.aUser(owner, { email: anAddress('there'), externalId: 'hr-1' });
  const fresh = anAddress('Fresh');
  const { results, summary } = await owner.call(users.batch, {
    body: {
      users: [
        { email: fresh, firstName: 'Ada', groupIds: [sales.id], sendInvitation: true, locale: 'de' },
        { email: ` ${there.email.toUpperCase()} ` },
        { email: 'no address' },
        { email: fresh.toLowerCase() },
        { email: anAddress(), externalId: 'hr-1' },
        { email: anAddress(), groupIds: ['0192f0c1-2d3e-7a4b-8c5d-6e7f8a9b0c1d'] },
        'not even an object',
        { email: anAddress(), surplus: true },
        { email: 'ünï@bücher.example' },
      ] as { email: string }[],
    },
  });
  const seen = results.map(({ outcome, errors }) => [outcome, errors?.[0]?.pointer, errors?.[0]?.code]);
  expect(seen).toEqual([
    ['created', undefined, undefined],
    ['exists', '#/email', 'user_exists'],
    ['invalid', '#/email', 'email_invalid'],
    ['exists', '#/email', 'duplicate'],
    ['exists', '#/externalId', 'user_exists'],
    ['invalid', '#/groupIds/0', 'group_not_found'],
    ['invalid', '#', 'invalid_type'],
    ['invalid', '#/surplus', 'unknown_field'],
    ['created', undefined, undefined],
  ]);
  expect(results[1]?.userId).toBe(there.id);
  expect(summary).toEqual({ created: 2, exists: 3, invalid: 4, seatLimitReached: 0, invited: 1 });
  const user = await owner.call(users.get, { params: { id: results[0]?.userId ?? '' } });
  expect(user).toMatchObject({ name: 'Ada', status: 'invited', locale: 'de', groups: [{ name: 'Sales' }] });
  expect(user.invitation).toMatchObject({ status: 'pending', delivery: 'queued' });
  await api.runJobs();
  expect(await api.given.mailsTo(fresh)).toHaveLength(1);
  await expectInvariants(api);
});

test('a batch with too few seats is refused or filled, and concurrent batches never exceed the seats', async () => {
  const owner = await api.given.anOwner({ seatLimit: 4 });
  const five = () => ({ users: Array.from({ length: 5 }, () => ({ email: anAddress() })) });
  const refused = await owner.refused(users.batch, { body: { ...five(), onSeatLimit: 'refuse' } });
  expect(refused.code).toBe('seat_limit_reached');
  const { results } = await owner.call(users.batch, { body: { ...five(), onSeatLimit: 'fill' } });
  expect(results.map(({ outcome }) => outcome)).toEqual([
    ...Array.from({ length: 3 }, () => 'created'),
    ...Array.from({ length: 2 }, () => 'seat_limit_reached'),
  ]);
  await api.given.limitSeats(owner, 24);
  const batches = await Promise.all(
    Array.from({ length: 8 }, () => owner.call(users.batch, { body: { ...five(), onSeatLimit: 'fill' } })),
  );
  expect(batches.reduce((sum, { summary }) => sum + summary.created, 0)).toBe(20);
  await expectInvariants(api);
});

test('simultaneous batches with the same addresses add each user once and take one seat each', async () => {
  const owner = await api.given.anOwner({ seatLimit: 31 });
  const emails = Array.from({ length: 30 }, () => anAddress());
  const batch = (order: readonly string[]) =>
    owner.call(users.batch, {
      body: { users: order.map((email) => ({ email, sendInvitation: true })), onSeatLimit: 'fill' },
    });
  const answers = await Promise.all([batch(emails), batch(emails.toReversed()), batch(emails)]);
  expect(answers.reduce((sum, { summary }) => sum + summary.created, 0)).toBe(30);
  const { used } = await owner.call(account.seats, {});
  expect(used).toBe(31);
  await expectInvariants(api);
});

test('a caller who may not create owners cannot do so in a batch', async () => {
  const owner = await api.given.anOwner();
  const admin = await api.given.aMember(owner, { role: 'admin' });
  const body = { users: [{ email: anAddress(), role: 'owner' as const }, { email: anAddress() }] };
  const { results } = await admin.call(users.batch, { body });
  expect(results.map(({ outcome }) => outcome)).toEqual(['invalid', 'created']);
  expect(results[0]?.errors?.[0]).toMatchObject({ pointer: '#/role', code: 'forbidden' });
});

test('a batch of a thousand is accepted, and one more is refused', async () => {
  const owner = await api.given.anOwner();
  const many = (count: number) =>
    Array.from({ length: count }, () => ({ email: anAddress(), sendInvitation: true }));
  const { summary } = await owner.call(users.batch, { body: { users: many(1000) } });
  expect(summary).toMatchObject({ created: 1000, invited: 1000 });
  expect((await owner.refused(users.batch, { body: { users: many(1001) } })).code).toBe('validation_failed');
  expect((await owner.refused(users.batch, { body: { users: [] } })).code).toBe('validation_failed');
  await expectInvariants(api);
});

test('addresses are compared normalised and returned as they were sent', async () => {
  const owner = await api.given.anOwner();
  const { id, email } = await api.given.aUser(owner);
  const requested = [` ${email.toUpperCase()}`, 'nobody@example.org', 'rubbish', email];
  const { data } = await owner.call(users.lookUp, { body: { emails: requested } });
  expect(data.map(({ email: as, user }) => [as, user.id])).toEqual([
    [requested[0], id],
    [email, id],
  ]);
  const stranger = await api.given.anOwner();
  expect((await stranger.call(users.lookUp, { body: { emails: requested } })).data).toEqual([]);
});
