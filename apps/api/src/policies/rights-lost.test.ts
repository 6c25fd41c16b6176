import { auditEvents } from '@muster/contracts/account/audit-events';
import { apiKeys } from '@muster/contracts/integrations/api-keys';
import { bulkOperations } from '@muster/contracts/people/bulk-operations';
import { userImports } from '@muster/contracts/people/user-imports';
import { users } from '@muster/contracts/people/users';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { TestClient } from '../../test/client.ts';
import { anAddress, type Person } from '../../test/given.ts';
import { useApi } from '../../test/harness.ts';
import { upload } from '../../test/imports.ts';
import { expectInvariants } from '../../test/invariants.ts';
import { exportUsers } from '../features/people/users/export.ts';
import { findKey } from '../platform/api-keys/find-key.ts';
import { accountContext } from '../platform/context/account-context.ts';
import { noRequest } from '../platform/context/actor.ts';
import { hashToken } from '../platform/crypto/tokens.ts';
import { acrossAccounts } from '../platform/db/across-accounts.ts';

const api = useApi();
let owner: Person;
let admin: Person;
let ids: string[];

/** More than one chunk of an operation. */
const many = 450;

beforeEach(async () => {
  owner = await api.given.anOwner();
  admin = await api.given.aMember(owner, { role: 'admin' });
  const body = { users: Array.from({ length: many }, () => ({ email: anAddress() })) };
  const { results } = await owner.call(users.batch, { body });
  ids = results.flatMap(({ userId }) => userId ?? []);
});
afterEach(async () => {
  await api.deps.pool.query('DROP TRIGGER IF EXISTS lose_rights ON bulk_operations');
  await api.deps.pool.query('DROP TRIGGER IF EXISTS lose_rights ON user_imports');
  await api.deps.pool.query('DROP FUNCTION IF EXISTS lose_rights');
});

/** Makes somebody lose a right with the first chunk, whoever carries it out. */
async function loseAfterFirstChunk(table: string, statement: string): Promise<void> {
  await api.deps.pool.query(`
    CREATE FUNCTION lose_rights() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN ${statement}; RETURN NULL; END $$;
    CREATE TRIGGER lose_rights AFTER UPDATE ON ${table} FOR EACH ROW
      WHEN (OLD.status = 'queued' AND NEW.status = 'running') EXECUTE FUNCTION lose_rights()`);
}

const losses: readonly [string, (key: { id: string }) => string][] = [
  [
    'the admin is deactivated',
    () => `UPDATE users SET status = 'deactivated' WHERE id = '${admin.userId}';
      UPDATE accounts SET seats_used = seats_used - 1 WHERE id = '${owner.accountId}'`,
  ],
  ['the admin becomes a member', () => `UPDATE users SET role = 'member' WHERE id = '${admin.userId}'`],
  ['the admin’s key is revoked', ({ id }) => `UPDATE api_keys SET revoked_at = now() WHERE id = '${id}'`],
];

async function finishedEvent(type: 'bulk_operation.finished' | 'user_import.finished') {
  const { data } = await owner.call(auditEvents.list, { query: { action: [type] } });
  return data[0]?.data;
}

describe.each(losses)('when %s', (name, statement) => {
  const caller = async () => {
    const scopes = ['users:read', 'users:write', 'groups:write'] as const;
    const key = await api.given.aKey(admin, { scopes: [...scopes] });
    const by: TestClient = name.includes('key') ? key : admin;
    return { key, by };
  };

  test('a bulk operation stops, says so, and keeps what it did', async () => {
    const { key, by } = await caller();
    const group = await api.given.aGroup(owner);
    const body = { action: 'add_to_groups' as const, ids, params: { groupIds: [group.id] } };
    const { id } = await by.call(bulkOperations.create, { body });
    await loseAfterFirstChunk('bulk_operations', statement(key));
    await api.runJobs();
    const done = await owner.call(bulkOperations.get, { params: { id } });
    expect(done).toMatchObject({ status: 'done', changed: 200, failed: many - 200 });
    expect(done.stopReason).toBe('permission_lost');
    const { data } = await owner.call(bulkOperations.listFailures, { params: { id }, query: {} });
    expect(data[0]).toMatchObject({
      code: 'permission_lost',
      detail: expect.stringContaining('may no longer'),
    });
    expect(await finishedEvent('bulk_operation.finished')).toMatchObject({ stopReason: 'permission_lost' });
    const joined = await owner.call(users.count, { query: { groupId: group.id } as never });
    expect(joined.total).toBe(200);
  });

  test('an undo stops, too', async () => {
    const { key, by } = await caller();
    const group = await api.given.aGroup(owner);
    const body = { action: 'add_to_groups' as const, ids, params: { groupIds: [group.id] } };
    const { id } = await owner.call(bulkOperations.create, { body });
    await api.runJobs();
    const undone = await by.call(bulkOperations.undo, { params: { id } });
    await loseAfterFirstChunk('bulk_operations', statement(key));
    await api.runJobs();
    const done = await owner.call(bulkOperations.get, { params: { id: undone.id } });
    expect(done).toMatchObject({ changed: 200, failed: many - 200, stopReason: 'permission_lost' });
  });

  test('an import stops, says so, and frees its seats', async () => {
    const { key, by } = await caller();
    const lines = Array.from({ length: 1_400 }, () => anAddress('row'));
    const { id } = await upload(by, `email\n${lines.join('\n')}\n`);
    await by.call(userImports.commit, { params: { id }, body: {} });
    await loseAfterFirstChunk('user_imports', statement(key));
    await api.runJobs();
    const done = await owner.call(userImports.get, { params: { id } });
    expect(done).toMatchObject({ status: 'done', counts: { create: 1_000, error: 400 } });
    expect(done.stopReason).toBe('permission_lost');
    expect(await finishedEvent('user_import.finished')).toMatchObject({ stopReason: 'permission_lost' });
    await expectInvariants(api);
  });
});

test('a download ends when its key is revoked', async () => {
  const key = await api.given.aKey(admin, { scopes: ['users:read'] });
  const { queryByKey } = acrossAccounts(api.deps, 'the API key with a secret');
  const found = await findKey(queryByKey, hashToken(key.key), api.clock.now());
  if (!found) throw new Error('The key was just created.');
  const ctx = accountContext(api.deps, owner.accountId, found.actor, noRequest);
  const { text } = await exportUsers(ctx, { sort: 'name', separator: 'comma', encoding: 'utf-8' });
  const read = async () => {
    for await (const _ of text)
      await owner.call(apiKeys.delete, { params: { id: key.id } }).catch(() => undefined);
  };
  await expect(read()).rejects.toMatchObject({ code: 'forbidden' });
});

test('an operation that somebody may still run goes on', async () => {
  const group = await api.given.aGroup(owner);
  const body = { action: 'add_to_groups' as const, ids, params: { groupIds: [group.id] } };
  const { id } = await admin.call(bulkOperations.create, { body });
  await api.runJobs();
  const done = await owner.call(bulkOperations.get, { params: { id } });
  expect(done).toMatchObject({ changed: many, failed: 0, stopReason: null });
});
