import { apiKeys } from '@muster/contracts/integrations/api-keys';
import { webhookEndpoints } from '@muster/contracts/integrations/webhook-endpoints';
import { users } from '@muster/contracts/people/users';
import { expect, test } from 'vitest';
import { useApi } from '../../test/harness.ts';
import { noRequest } from '../platform/context/actor.ts';
import { publicContext } from '../platform/context/context.ts';
import { findExcess } from './access-audit.ts';

const api = useApi({ environment: { WEBHOOKS_ALLOW_PRIVATE: 'true' } });
const query = (text: string, values: unknown[]) => api.deps.pool.query(text, values);

test('what was given before is reported while it is in use, and works on', async () => {
  const owner = await api.given.anOwner();
  const admin = await api.given.aMember(owner, { role: 'admin' });
  const fair = await api.given.aKey(owner);
  await fair.call(apiKeys.create, { body: { name: 'Equal', scopes: ['users:read'] } });
  await fair.call(users.create, { body: { email: 'fair@example.org', role: 'admin' } });
  await api.given.aUser(admin, { role: 'admin' });
  expect(await findExcess(publicContext(api.deps, noRequest))).toEqual([]);

  // What keys could give before: their scopes of that time were fewer.
  const key = await api.given.aKey(owner);
  const made = await key.call(users.create, { body: { email: 'made@example.org', role: 'admin' } });
  const child = await api.given.aKey(key, { scopes: ['users:read'] });
  const url = 'http://127.0.0.1:9/hook';
  const endpoint = await key.call(webhookEndpoints.create, { body: { url, events: ['user.created'] } });
  await query(
    `UPDATE api_keys SET scopes = '{api_keys:write,users:write,webhooks:write}',
    allowed_ips = '{10.0.0.0/8}' WHERE id = $1`,
    [key.id],
  );
  await query('UPDATE api_keys SET parent_id = NULL WHERE id = $1', [child.id]);
  await query('UPDATE webhook_endpoints SET created_by_id = NULL, created_by_key_id = NULL WHERE id = $1', [
    endpoint.id,
  ]);
  const revived = await api.given.aUser(owner, { role: 'owner' });
  await owner.call(users.deactivate, { params: { id: revived.id } });
  await owner.call(users.reactivate, { params: { id: revived.id } });
  await query(`UPDATE events SET actor_id = $1 WHERE type = 'user.reactivated' AND user_id = $2`, [
    admin.userId,
    revived.id,
  ]);
  const found = await findExcess(publicContext(api.deps, noRequest));
  expect(found.map(({ kind, id }) => [kind, id])).toEqual([
    ['user', made.id],
    ['user', revived.id],
    ['api_key', child.id],
    ['webhook_endpoint', endpoint.id],
  ]);
  expect(found[0]?.beyond).toContain('account:write');
  expect(found.slice(1).map(({ beyond }) => beyond)).toEqual([
    ['owners:write'],
    ['users:read', 'networks'],
    ['users:read'],
  ]);
  expect((await child.call(users.list, {})).data.length).toBeGreaterThan(0);

  await owner.call(apiKeys.delete, { params: { id: child.id } });
  await owner.call(users.update, { params: { id: made.id }, body: { role: 'member' } });
  await owner.call(users.delete, { params: { id: revived.id } });
  await owner.call(webhookEndpoints.update, { params: { id: endpoint.id }, body: { url: `${url}/2` } });
  expect(await findExcess(publicContext(api.deps, noRequest))).toEqual([]);
});
