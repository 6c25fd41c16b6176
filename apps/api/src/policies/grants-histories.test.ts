import { Permission } from '@muster/contracts/catalogue';
import { apiKeys } from '@muster/contracts/integrations/api-keys';
import { webhookEndpoints } from '@muster/contracts/integrations/webhook-endpoints';
import { bulkOperations } from '@muster/contracts/people/bulk-operations';
import { userImports } from '@muster/contracts/people/user-imports';
import { users } from '@muster/contracts/people/users';
import { permissionsOf, Role } from '@muster/contracts/permissions';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { TestClient } from '../../test/client.ts';
import { anAddress } from '../../test/given.ts';
import { useApi } from '../../test/harness.ts';

const api = useApi({ environment: { WEBHOOKS_ALLOW_PRIVATE: 'true' } });

/** Everything that holds permissions: users, keys and live invitations, by id, with what they hold now. */
async function holdings(accountId: string): Promise<Map<string, readonly Permission[]>> {
  const { database } = api.deps;
  const people = await database.user.findMany({ where: { accountId, status: { not: 'deactivated' } } });
  const keys = await database.apiKey.findMany({ where: { accountId, revokedAt: null } });
  const roles = new Map(people.map(({ id, role, status }) => [id, status === 'active' ? role : 'member']));
  const ofUsers = people.map(({ id, role }) => [id, permissionsOf[role]] as const);
  // A key without its creator is nothing.
  const ofKeys = keys.map(({ id, scopes, createdById }) => {
    const held = permissionsOf[roles.get(createdById) ?? 'member'];
    return [id, (scopes as Permission[]).filter((scope) => held.includes(scope))] as const;
  });
  const invited = people.filter(({ status }) => status === 'invited');
  const ofInvitations = invited.map(({ id, role }) => [`invitation of ${id}`, permissionsOf[role]] as const);
  return new Map([...ofUsers, ...ofKeys, ...ofInvitations]);
}

const step = fc.record({
  verb: fc.constantFrom(
    ...(['add', 'batch', 'import', 'role', 'bulkRole', 'undo', 'deactivate', 'bulkReactivate'] as const),
    ...(['reactivate', 'key', 'rotate', 'revoke', 'endpoint', 'address', 'invite'] as const),
  ),
  by: fc.nat({ max: 20 }),
  whom: fc.nat({ max: 20 }),
  role: fc.constantFrom(...Role.options),
  scopes: fc.subarray([...Permission.options], { minLength: 1 }),
  isWide: fc.boolean(),
});
type Step = typeof step extends fc.Arbitrary<infer S> ? S : never;

/** An account in which people and keys do things to each other. */
async function aHistory() {
  const owner = await api.given.anOwner();
  const admin = await api.given.aMember(owner, { role: 'admin' });
  const member = await api.given.aMember(owner);
  const waiting = await api.given.aUser(owner, { role: 'admin', sendInvitation: true });
  const userIds = [owner.userId, admin.userId, member.userId, waiting.id];
  const callers: (TestClient & { id: string })[] = [owner, admin, member].map((one) =>
    Object.assign(one, { id: one.userId }),
  );
  const hr = await api.given.aKey(owner, {
    scopes: ['users:read', 'users:write', 'invitations:write', 'api_keys:write'],
  });
  const notInvited = await api.given.aUser(owner, { role: 'owner' });
  userIds.push(notInvited.id);
  callers.push(hr, await api.given.aKey(admin, { scopes: [...permissionsOf.admin] }));
  const operations: string[] = [];

  const perform = async (by: TestClient, { verb, whom, role, scopes, isWide }: Step) => {
    const id = userIds[whom % userIds.length] ?? '';
    const keyId = callers.slice(3)[whom % (callers.length - 3)]?.id ?? '';
    const bulk = async (body: object) => {
      const { status, body: answer } = await by.try(bulkOperations.create, { body } as never);
      if (status === 202) operations.push((answer as { id: string }).id);
    };
    const params = { id };
    switch (verb) {
      case 'add':
        return by.try(users.create, { body: { email: anAddress(), role } });
      case 'batch':
        return by.try(users.batch, {
          body: { users: [{ email: anAddress(), role }, { email: anAddress() }] },
        });
      case 'import': {
        const file = new File([`email,role\n${anAddress()},${role}\n`], 'users.csv');
        // Whoever uploads, the caller commits.
        const uploader = isWide ? owner : by;
        const { body } = await uploader.try(userImports.create, { form: { mode: 'add', file } });
        const importId = (body as { id?: string }).id ?? id;
        return by.try(userImports.commit, { params: { id: importId }, body: {} });
      }
      case 'role':
        return by.try(users.update, { params, body: { role } });
      case 'bulkRole':
        return bulk({ action: 'set_role', ids: [id], params: { role } });
      case 'undo':
        return by.try(bulkOperations.undo, { params: { id: operations.at(-1) ?? id } });
      case 'deactivate':
        return by.try(users.deactivate, { params });
      case 'reactivate':
        return by.try(users.reactivate, { params });
      case 'bulkReactivate':
        return bulk({ action: 'reactivate', ids: [id], params: {} });
      case 'invite':
        return by.try(users.invite, { params, body: {} });
      case 'key': {
        const answer = await by.try(apiKeys.create, { body: { name: 'Key', scopes } });
        const created = answer.body as { id: string; key: string };
        if (answer.status === 201) callers.push(Object.assign(api.withKey(created.key), { id: created.id }));
        return answer;
      }
      case 'rotate':
        return by.try(apiKeys.rotate, { params: { id: keyId }, body: {} });
      case 'revoke':
        return by.try(apiKeys.delete, { params: { id: keyId } });
      case 'endpoint':
        return by.try(webhookEndpoints.create, {
          body: { url: 'http://127.0.0.1:9/hook', events: [isWide ? '*' : 'user.created'] },
        });
      case 'address':
        return by.try(users.update, { params: { id: waiting.id }, body: { email: anAddress('moved') } });
    }
  };
  return { accountId: owner.accountId, callers, perform, waiting };
}

test('nobody ends with what no giver had, whatever people and keys do to each other', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 6, maxLength: 14 }), async (steps) => {
      const { accountId, callers, perform, waiting } = await aHistory();
      const emailOf = async () =>
        (await api.deps.database.user.findUnique({ where: { accountId_id: { accountId, id: waiting.id } } }))
          ?.email;
      for (const one of steps) {
        const by = callers[one.by % callers.length];
        if (!by) continue;
        const before = await holdings(accountId);
        const email = await emailOf();
        const giver = before.get(by.id) ?? [];
        await perform(by, one);
        await api.runJobs();
        const after = await holdings(accountId);
        for (const [id, held] of after) {
          // Roles of others change what keys of theirs hold; nobody gave these anything now.
          const gained = held.filter((permission) => !before.get(id)?.includes(permission));
          expect(
            gained.filter((permission) => !giver.includes(permission)),
            one.verb,
          ).toEqual([]);
        }
        if ((await emailOf()) !== email) {
          const role = (await api.deps.database.user.findFirst({ where: { accountId, id: waiting.id } }))
            ?.role;
          expect(giver).toEqual(expect.arrayContaining([...permissionsOf[role ?? 'owner']]));
        }
      }
    }),
    { numRuns: 12 },
  );
}, 240_000);
