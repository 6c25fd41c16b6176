import { activation } from '@muster/contracts/access/activation';
import { account } from '@muster/contracts/account/account';
import { auditEvents } from '@muster/contracts/account/audit-events';
import type { CallInput } from '@muster/contracts/kit/endpoint';
import {
  type BulkAction,
  type BulkOperation,
  bulkOperations,
} from '@muster/contracts/people/bulk-operations';
import { users } from '@muster/contracts/people/users';
import { beforeEach, expect, test } from 'vitest';
import { anAddress, type Person } from '../../../../test/given.ts';
import { useApi } from '../../../../test/harness.ts';
import { expectInvariants } from '../../../../test/invariants.ts';

const api = useApi();
let owner: Person;
beforeEach(async () => {
  owner = await api.given.anOwner();
});

type Body = CallInput<typeof bulkOperations.create>['body'];

/** Starts an operation, runs it, and returns its result. */
async function run(body: Body, by: Person = owner) {
  const { id, status } = await by.call(bulkOperations.create, { body });
  expect(status).toBe('queued');
  return finished(id, by);
}

async function finished(id: string, by: Person = owner) {
  await api.runJobs();
  const operation = await by.call(bulkOperations.get, { params: { id } });
  expect(operation.status).toBe('done');
  await expectInvariants(api);
  return operation;
}

async function undo({ id }: Pick<BulkOperation, 'id'> | { id: string }) {
  return finished((await owner.call(bulkOperations.undo, { params: { id } })).id);
}

const failuresOf = async ({ id }: { id: string }) => {
  const { data } = await owner.call(bulkOperations.listFailures, { params: { id }, query: {} });
  return Object.fromEntries(data.map(({ user, code }) => [user.id, code]));
};
const get = (id: string) => owner.call(users.get, { params: { id } });
const addUsers = async (count: number, body: object = {}) => {
  const entries = Array.from({ length: count }, () => ({ email: anAddress(), ...body }));
  const { results } = await owner.call(users.batch, { body: { users: entries } });
  return results.map(({ userId = '' }) => userId);
};

test('adding to groups logs an event per user with the operation, and can be undone', async () => {
  const [red, blue] = [await api.given.aGroup(owner, 'Red'), await api.given.aGroup(owner, 'Blue')];
  const [both, one = '', none = ''] = [
    ...(await addUsers(1, { groupIds: [red.id, blue.id] })),
    ...(await addUsers(1, { groupIds: [red.id] })),
    ...(await addUsers(1)),
  ];
  const ids = [both ?? '', one, none];
  const operation = await run({ action: 'add_to_groups', ids, params: { groupIds: [red.id, blue.id] } });
  expect(operation).toMatchObject({ total: 3, changed: 2, unchanged: 1, failed: 0, canUndo: true });
  expect(operation.params.groupNames).toEqual(['Blue', 'Red']);
  for (const id of ids) expect((await get(id)).groups.map(({ name }) => name)).toEqual(['Blue', 'Red']);
  const { data } = await owner.call(auditEvents.list, { query: { action: 'group.user_added' } });
  expect(data.map(({ data: { bulkOperationId } }) => bulkOperationId)).toEqual(
    [1, 2, 3].map(() => operation.id),
  );

  const undone = await undo(operation);
  expect(undone).toMatchObject({
    action: 'remove_from_groups',
    undoOf: operation.id,
    changed: 2,
    canUndo: false,
  });
  const names = await Promise.all(ids.map(async (id) => (await get(id)).groups.map(({ name }) => name)));
  expect(names).toEqual([['Blue', 'Red'], ['Red'], []]);
  const again = await owner.refused(bulkOperations.undo, { params: { id: operation.id } });
  expect(again.code).toBe('not_undoable');
});

test('a filter is resolved at the call, and an unexpected count is refused', async () => {
  await addUsers(3);
  const body: Body = { action: 'invite', filter: { status: ['added'] } };
  const changed = await owner.refused(bulkOperations.create, { body: { ...body, expectedCount: 2 } });
  expect(changed).toMatchObject({ code: 'selection_changed', count: 3 });
  const { id } = await owner.call(bulkOperations.create, { body: { ...body, expectedCount: 3 } });
  const late = await api.given.aUser(owner);
  expect(await finished(id)).toMatchObject({ total: 3, changed: 3, canUndo: false });
  expect((await get(late.id)).status).toBe('added');
  await api.runJobs();
  const { data } = await owner.call(users.list, { query: { status: 'invited', include: 'total' } });
  for (const { email } of data) expect(await api.given.mailsTo(email)).toHaveLength(1);
});

test('inviting sends a new link to invited users, and skips active and deactivated ones', async () => {
  const [invited = ''] = await addUsers(1, { sendInvitation: true });
  const active = await api.given.aMember(owner);
  const [deactivated = ''] = await addUsers(1);
  await owner.call(users.deactivate, { params: { id: deactivated } });
  const before = (await get(invited)).invitation;
  const operation = await run({ action: 'invite', ids: [invited, active.userId, deactivated] });
  expect(operation).toMatchObject({ changed: 1, unchanged: 1, failed: 1 });
  expect(await failuresOf(operation)).toEqual({ [deactivated]: 'user_deactivated' });
  const after = await get(invited);
  expect(after.invitation?.id).toBe(before?.id);
  expect(await api.given.mailsTo(after.email)).toHaveLength(2);
});

test('setting roles spares the caller and the last owner, and undoing restores each role', async () => {
  const second = await api.given.aMember(owner, { role: 'owner' });
  const admin = await api.given.aMember(owner, { role: 'admin' });
  const [member = ''] = await addUsers(1);
  const ids = [owner.userId, second.userId, admin.userId, member];
  const operation = await run({ action: 'set_role', ids, params: { role: 'admin' } });
  expect(operation).toMatchObject({ changed: 2, unchanged: 1, failed: 1 });
  expect(await failuresOf(operation)).toEqual({ [owner.userId]: 'own_user' });
  await owner.call(users.update, { params: { id: member }, body: { role: 'member' } });
  expect(await undo(operation)).toMatchObject({ changed: 1, unchanged: 1 });
  expect((await get(second.userId)).role).toBe('owner');

  const asAdmin = await run({ action: 'set_role', ids: [owner.userId], params: { role: 'member' } }, admin);
  expect(await failuresOf(asAdmin)).toEqual({ [owner.userId]: 'forbidden' });
  const refused = await admin.refused(bulkOperations.create, {
    body: { action: 'set_role', ids: [member], params: { role: 'owner' } },
  });
  expect(refused.code).toBe('forbidden');
  await second.call(users.deactivate, { params: { id: owner.userId } });
  const others: Body = { action: 'deactivate', ids: [second.userId] };
  const last = await second.call(bulkOperations.create, { body: others });
  await api.runJobs();
  expect(await second.call(bulkOperations.get, { params: { id: last.id } })).toMatchObject({ failed: 1 });
});

test('deactivating ends sign-ins and invitations, and undoing needs free seats', async () => {
  const member = await api.given.aMember(owner);
  const [invited = ''] = await addUsers(1, { sendInvitation: true });
  const unknown = '0192f0c1-2d3e-7a4b-8c5d-6e7f8a9b0c1d';
  const stranger = await api.given.anOwner();
  const ids = [member.userId, invited, unknown, stranger.userId];
  const operation = await run({ action: 'deactivate', ids });
  expect(operation).toMatchObject({ total: 4, changed: 2, failed: 2 });
  expect(await failuresOf(operation)).toEqual({ [unknown]: 'not_found', [stranger.userId]: 'not_found' });
  expect((await member.raw({ method: 'GET', url: '/api/v1/me' })).status).toBe(401);
  expect((await get(invited)).invitation?.status).toBe('revoked');
  await api.given.limitSeats(owner, 2);
  const undone = await undo(operation);
  expect(undone).toMatchObject({ action: 'reactivate', changed: 1, failed: 1 });
  expect(Object.values(await failuresOf(undone))).toEqual(['seat_limit_reached']);
});

test('undoing a deactivation gives back pending invitations with their links', async () => {
  const [sent = '', held = '', again = ''] = await addUsers(3, { sendInvitation: true });
  await api.runJobs();
  const token = await api.given.tokenFor((await get(sent)).email);
  // The e-mail of this one waits when it is revoked.
  await owner.call(users.invite, { params: { id: held }, body: {} });
  const body: Body = { action: 'deactivate', ids: [sent, held, again] };
  const { id } = await owner.call(bulkOperations.create, { body });
  const operation = await finished(id);
  expect(operation).toMatchObject({ changed: 3 });
  expect(await api.anonymous().refused(activation.preview, { body: { token } })).toMatchObject({
    code: 'invitation_revoked',
  });
  // Somebody else has come back and was invited again.
  await owner.call(users.reactivate, { params: { id: again } });
  await owner.call(users.invite, { params: { id: again }, body: {} });
  const newer = (await get(again)).invitation;

  expect(await undo(operation)).toMatchObject({ changed: 2, unchanged: 1 });
  expect((await get(again)).invitation?.id).toBe(newer?.id);
  expect(await get(sent)).toMatchObject({ status: 'invited', invitation: { status: 'pending' } });
  await api.anonymous().call(activation.preview, { body: { token } });
  expect(await get(held)).toMatchObject({ status: 'invited', invitation: { status: 'pending' } });
  const link = await api.given.tokenFor((await get(held)).email);
  await api.anonymous().call(activation.preview, { body: { token: link } });
  const query = { action: ['invitation.restored' as const] };
  const { data } = await owner.call(auditEvents.list, { query });
  expect(data.map(({ user }) => user?.id).sort()).toEqual([sent, held].sort());
});

test('a user who cannot be changed fails alone', async () => {
  const ids = await addUsers(30);
  const body = { action: 'set_role', ids, params: { role: 'admin' } } as const;
  const { id } = await owner.call(bulkOperations.create, { body });
  const faulty = ids[7] ?? '';
  // An error that no check foresees: a role the database rejects.
  await api.deps.pool.query(
    `UPDATE bulk_operation_items SET given = '{"role": "emperor"}' WHERE operation_id = $1 AND user_id = $2`,
    [id, faulty],
  );
  expect(await finished(id)).toMatchObject({ total: 30, changed: 29, failed: 1 });
  expect(await failuresOf({ id })).toEqual({ [faulty]: 'internal_error' });
  expect(await get(faulty)).toMatchObject({ role: 'member' });
});

test('removing all matching users spares the caller and frees the seats', async () => {
  await addUsers(250);
  const operation = await run({ action: 'remove', filter: {}, expectedCount: 251 });
  expect(operation).toMatchObject({ total: 251, changed: 250, failed: 1, canUndo: false });
  const { data, total } = await owner.call(users.list, { query: { include: 'total' } });
  expect([data.map(({ id }) => id), total]).toEqual([[owner.userId], 1]);
  const { data: listed } = await owner.call(bulkOperations.list, { query: {} });
  expect(listed[0]).toEqual(operation);
});

test('the preview names the first five who lose their access, and nobody else', async () => {
  const names = ['Eve', 'Ann', 'Dan', 'Bea', 'Fay', 'Cid'];
  const ids = await Promise.all(
    names.map(async (firstName) => (await api.given.aUser(owner, { firstName })).id),
  );
  ids.push(owner.userId);
  for (const action of ['deactivate', 'remove'] as const) {
    const { changed, firstNames } = await owner.call(bulkOperations.preview, { body: { action, ids } });
    expect([changed, firstNames]).toEqual([6, ['Ann', 'Bea', 'Cid', 'Dan', 'Eve']]);
  }
  const { firstNames } = await owner.call(bulkOperations.preview, { body: { action: 'invite', ids } });
  expect(firstNames).toEqual([]);
});

test('the preview counts what the job then does', async () => {
  const group = await api.given.aGroup(owner);
  const second = await api.given.aMember(owner, { role: 'owner' });
  await api.given.aMember(owner);
  const [deactivated = ''] = await addUsers(2, { groupIds: [group.id] });
  await addUsers(2, { sendInvitation: true });
  await owner.call(users.deactivate, { params: { id: deactivated } });
  await api.given.limitSeats(owner, 7);
  const actions: { action: BulkAction; params?: Body['params'] }[] = [
    { action: 'invite' },
    { action: 'add_to_groups', params: { groupIds: [group.id] } },
    { action: 'remove_from_groups', params: { groupIds: [group.id] } },
    { action: 'set_role', params: { role: 'admin' } },
    { action: 'reactivate' },
    { action: 'deactivate' },
    { action: 'remove' },
  ];
  for (const action of actions) {
    const body = { ...action, filter: {} };
    const expected = await owner.call(bulkOperations.preview, { body });
    const before = await owner.call(account.seats, {});
    const operation = await run(body);
    const failures = Object.values(await failuresOf(operation));
    expect({
      ...expected,
      refused: expected.refused.flatMap(({ code, count }) => Array(count).fill(code)).sort(),
    }).toMatchObject({
      ...{ total: operation.total, changed: operation.changed, unchanged: operation.unchanged },
      refused: failures.sort(),
    });
    const after = await owner.call(account.seats, {});
    if (action.action !== 'invite') expect(after.used - before.used).toBe(expected.seats.needed);
  }
  expect((await owner.call(users.list, { query: {} })).data.map(({ id }) => id)).toEqual([owner.userId]);
  expect(second.userId).not.toBe(owner.userId);
});

test('an incomplete request is refused, and so is a member', async () => {
  const bodies = [
    { action: 'invite' },
    { action: 'invite', ids: [owner.userId], filter: {} },
    { action: 'set_role', ids: [owner.userId] },
    { action: 'add_to_groups', filter: {} },
    { action: 'invite', ids: [] },
    { action: 'explode', filter: {} },
  ];
  for (const body of bodies) {
    expect((await owner.refused(bulkOperations.create, { body: body as Body })).code).toBe(
      'validation_failed',
    );
  }
  const groupIds = ['0192f0c1-2d3e-7a4b-8c5d-6e7f8a9b0c1d'];
  const missing = { action: 'add_to_groups', filter: {}, params: { groupIds } } as const;
  expect((await owner.refused(bulkOperations.create, { body: missing })).code).toBe('group_not_found');
  expect(await run({ action: 'reactivate', filter: { status: ['deactivated'] } })).toMatchObject({
    total: 0,
  });
});
