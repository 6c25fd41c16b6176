import { account } from '@muster/contracts/account/account';
import { groups } from '@muster/contracts/people/groups';
import { users } from '@muster/contracts/people/users';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { anAddress, type Person } from '../../test/given.ts';
import { useApi } from '../../test/harness.ts';

const api = useApi();

/** The seat counter and the actual number of seats in use. */
async function seatsOf(owner: Person) {
  const seats = await owner.call(account.seats, {});
  const held = await api.deps.database.user.count({
    where: { accountId: owner.accountId, status: { not: 'deactivated' } },
  });
  return { ...seats, held };
}

test('sixty simultaneous adds take exactly the seven free seats', async () => {
  const owner = await api.given.anOwner({ seatLimit: 10 });
  const sleepers = [await api.given.aUser(owner), await api.given.aUser(owner)];
  for (const { id } of sleepers) await owner.call(users.deactivate, { params: { id } });
  await api.given.aUser(owner);
  await api.given.aUser(owner);
  expect((await seatsOf(owner)).available).toBe(7);

  const adds = Array.from({ length: 58 }, (_, index) =>
    owner.try(users.create, { body: { email: anAddress(), sendInvitation: index % 2 === 0 } }),
  );
  const wakes = sleepers.map(({ id }) => owner.try(users.reactivate, { params: { id } }));
  const answers = await Promise.all([...adds, ...wakes]);

  const taken = answers.filter(({ status }) => status === 201 || status === 200);
  expect(taken).toHaveLength(7);
  for (const { status, body } of answers.filter((answer) => !taken.includes(answer))) {
    expect({ status, code: (body as { code: string }).code }).toEqual({
      status: 409,
      code: 'seat_limit_reached',
    });
  }
  expect(await seatsOf(owner)).toMatchObject({ used: 10, held: 10, available: 0 });
});

test('the seat counter is exact and within the limit after any sequence of actions', async () => {
  const owner = await api.given.anOwner({ seatLimit: 4 });
  const people: string[] = [];
  const step = fc.record({
    verb: fc.constantFrom('add', 'deactivate', 'reactivate', 'remove'),
    who: fc.nat({ max: 7 }),
  });
  const run = async ({ verb, who }: { verb: string; who: number }) => {
    const id = people[who % Math.max(1, people.length)] ?? owner.userId;
    if (verb === 'add') {
      const answer = await owner.try(users.create, { body: { email: anAddress() } });
      if (answer.status === 201) people.push((answer.body as { id: string }).id);
    } else if (verb === 'deactivate') await owner.try(users.deactivate, { params: { id } });
    else if (verb === 'reactivate') await owner.try(users.reactivate, { params: { id } });
    else if (id !== owner.userId) await owner.try(users.delete, { params: { id } });
  };
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 4, maxLength: 12 }), async (steps) => {
      // Half of them run concurrently, in any order.
      for (const one of steps.slice(0, steps.length / 2)) await run(one);
      await Promise.all(steps.slice(steps.length / 2).map(run));
      const { used, held } = await seatsOf(owner);
      expect(used).toBe(held);
      expect(used).toBeLessThanOrEqual(4);
    }),
    { numRuns: 12 },
  );
});

test('a refused add returns its seat', async () => {
  const owner = await api.given.anOwner({ seatLimit: 2 });
  const unknown = '0192f0c1-2d3e-7a4b-8c5d-6e7f8a9b0c1d';
  const problem = await owner.refused(users.create, { body: { email: anAddress(), groupIds: [unknown] } });
  expect(problem).toMatchObject({ code: 'group_not_found', errors: [{ pointer: '#/groupIds/0' }] });
  expect(await seatsOf(owner)).toMatchObject({ used: 1, held: 1 });
});

test('a plan lowered below the seats in use keeps all users and blocks new ones', async () => {
  const owner = await api.given.anOwner();
  const [first] = [await api.given.aUser(owner), await api.given.aUser(owner)];
  await api.given.limitSeats(owner, 1);
  expect(await seatsOf(owner)).toMatchObject({ limit: 1, used: 3, held: 3, available: 0 });
  expect((await owner.refused(users.create, { body: { email: anAddress() } })).code).toBe(
    'seat_limit_reached',
  );
  await owner.call(users.deactivate, { params: { id: first?.id ?? '' } });
  expect((await owner.refused(users.reactivate, { params: { id: first?.id ?? '' } })).code).toBe(
    'seat_limit_reached',
  );
});

test('activating takes no second seat', async () => {
  const owner = await api.given.anOwner({ seatLimit: 2 });
  await api.given.aMember(owner);
  expect(await seatsOf(owner)).toMatchObject({ used: 2, byStatus: { added: 0, invited: 0, active: 2 } });
});

test('seats by status add up, and group memberships take none', async () => {
  const owner = await api.given.anOwner({ seatLimit: 9 });
  const group = await api.given.aGroup(owner);
  await api.given.aUser(owner, { groupIds: [group.id], sendInvitation: true });
  await api.given.aUser(owner, { groupIds: [group.id] });
  await owner.call(groups.delete, { params: { id: group.id } });
  expect(await seatsOf(owner)).toMatchObject({ used: 3, byStatus: { added: 1, invited: 1, active: 1 } });
});
