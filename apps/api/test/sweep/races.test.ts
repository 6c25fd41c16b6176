import { activation } from '@muster/contracts/access/activation';
import { allEndpoints } from '@muster/contracts/api';
import type { Endpoint } from '@muster/contracts/kit/endpoint';
import { bulkOperations } from '@muster/contracts/people/bulk-operations';
import { groups } from '@muster/contracts/people/groups';
import { invitations } from '@muster/contracts/people/invitations';
import { users } from '@muster/contracts/people/users';
import { beforeAll, describe, expect, test } from 'vitest';
import { anAddress, type Person, password } from '../given.ts';
import { useApi } from '../harness.ts';
import { expectInvariants } from '../invariants.ts';
import { type Ids, inputFor, rowsOf } from './input.ts';

const api = useApi();
let owner: Person;
let ids: Ids = {};

const nounOf = ({ id }: Endpoint) => id.split('.')[0] ?? '';
const writes = allEndpoints.filter(
  ({ method, access, multipart }) => method !== 'GET' && access !== 'public' && !multipart,
);
/** Who signs out, or ends their account's other sign-ins, cannot go on. */
const endsCaller = new Set(['me.changePassword', 'me.switchAccount']);
const pairs = [...Map.groupBy(writes, nounOf).values()].flatMap((all) =>
  all.flatMap((one, index) =>
    all
      .slice(index)
      .filter((other) => !endsCaller.has(one.id) && !endsCaller.has(other.id))
      .map((other) => [one, other] as const),
  ),
);

beforeAll(async () => {
  owner = await api.given.anOwner();
  ids = await rowsOf(api, owner);
});

/** The noun's row, made again if the pair before has deleted it. */
async function refresh(noun: string) {
  const get = allEndpoints.find(({ id }) => id === `${noun}.get`);
  if (!get) return;
  const { status } = await owner.try(get, inputFor(get, ids) as never);
  if (status !== 200) ids = await rowsOf(api, await anotherOwner());
}

async function anotherOwner() {
  owner = await api.given.anOwner();
  return owner;
}

/** Calls made at once, by what another call deletes meanwhile. */
const deletions: readonly [string, (row: { id: string }) => readonly Promise<{ status: number }>[]][] = [
  [
    'a user joins it',
    ({ id }) => [owner.try(users.create, { body: { email: anAddress(), groupIds: [id] } })],
  ],
  [
    'a batch names it',
    ({ id }) => [
      owner.try(users.batch, {
        body: { users: [{ email: anAddress(), groupIds: [id] }, { email: anAddress() }] },
      }),
    ],
  ],
  [
    'members join it',
    ({ id }) => [owner.try(groups.addUsers, { params: { id }, body: { userIds: [owner.userId] } })],
  ],
  [
    'a bulk operation names it',
    ({ id }) => [
      owner.try(bulkOperations.create, {
        body: { action: 'add_to_groups', ids: [owner.userId], params: { groupIds: [id] } },
      }),
      api.runJobs().then(() => ({ status: 200 })),
    ],
  ],
];

test.each(deletions)('a group is deleted while %s', async (_, calls) => {
  owner = await api.given.anOwner();
  for (let round = 0; round < 10; round += 1) {
    const group = await api.given.aGroup(owner);
    const deleted = owner.try(groups.delete, { params: { id: group.id } });
    const answers = await Promise.all([deleted, ...calls(group), ...calls(group)]);
    for (const { status } of answers) expect(status).toBeLessThan(500);
    expect(answers[0]?.status).toBe(204);
  }
});

test('an invitation is revoked while it is accepted: one of them wins', async () => {
  for (let round = 0; round < 6; round += 1) {
    const email = anAddress();
    const { id } = await api.given.aUser(owner, { email, sendInvitation: true });
    await api.runJobs();
    const token = await api.given.tokenFor(email);
    const invitationId = (await owner.call(users.get, { params: { id } })).invitation?.id ?? '';
    const body = { token, firstName: 'Ada', lastName: 'L', password };
    const [accepted, revoked] = await Promise.all([
      api.anonymous().try(activation.accept, { body }),
      round % 2 === 0
        ? owner.try(invitations.revoke, { params: { id: invitationId } })
        : owner.try(users.delete, { params: { id } }),
    ]);
    expect([accepted.status, revoked.status].every((status) => status < 500)).toBe(true);
    expect(accepted.status < 300 || revoked.status < 300).toBe(true);
  }
});

describe('two writes at once answer each other', () => {
  test.each(pairs.map(([one, other]) => [one.id, other.id, one, other] as const))(
    '%s and %s',
    async (_one, _other, one, other) => {
      await refresh(nounOf(one));
      const four = [one, other, one, other].map((endpoint) =>
        owner.try(endpoint, inputFor(endpoint, ids) as never),
      );
      const statuses = (await Promise.all(four)).map(({ status }) => status);
      for (const status of statuses) expect(status, `${one.id} ${other.id}: ${statuses}`).toBeLessThan(500);
    },
  );

  test('and keep the rules of the data', async () => {
    await api.runJobs();
    await expectInvariants(api);
    expect(pairs.length).toBeGreaterThan(80);
  });
});
