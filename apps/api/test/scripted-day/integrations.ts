import { account } from '@muster/contracts/account/account';
import { apiKeys } from '@muster/contracts/integrations/api-keys';
import { webhookDeliveries } from '@muster/contracts/integrations/webhook-deliveries';
import { webhookEndpoints } from '@muster/contracts/integrations/webhook-endpoints';
import { bulkOperations } from '@muster/contracts/people/bulk-operations';
import { users } from '@muster/contracts/people/users';
import type { Company } from './company.ts';
import type { Day } from './day.ts';

/** A program calls the API with a key. */
export async function useApiKeys(day: Day, { owner, admin }: Company): Promise<void> {
  const { api, step } = day;
  const key = await step('create an API key', () =>
    owner.call(apiKeys.create, {
      body: { name: 'HR system', scopes: ['users:read', 'users:write', 'invitations:write', 'groups:read'] },
    }),
  );
  const params = { id: key.id };
  const program = api.withKey(key.key);
  const user = await step('a key adds a user', () =>
    program.call(users.create, {
      body: { email: 'linus@example.org', firstName: 'Linus', sendInvitation: true, externalId: 'L-1' },
    }),
  );
  await step('a key starts a bulk operation', () =>
    program.call(bulkOperations.create, { body: { action: 'deactivate', params: {}, ids: [user.id] } }),
  );
  await step('rename and restrict the key', () =>
    admin.call(apiKeys.update, { params, body: { name: 'HR', allowedIps: ['10.0.0.0/8'] } }),
  );
  const { key: next } = await step('rotate the key', () =>
    owner.call(apiKeys.rotate, { params, body: { overlapSeconds: 3600 } }),
  );
  await step('the old key and the new one work', async () => {
    await program.call(users.update, { params: { id: user.id }, body: { firstName: 'L.' } });
    await api.withKey(next).call(users.update, { params: { id: user.id }, body: { lastName: 'T.' } });
  });
  await step('revoke the key', () => owner.call(apiKeys.delete, { params }));
}

/** Events are sent to webhook endpoints. */
export async function useWebhookEndpoints(day: Day, { owner, admin }: Company): Promise<void> {
  const { receiver, step } = day;
  const endpoint = await step('create another endpoint', () =>
    owner.call(webhookEndpoints.create, {
      body: { url: `${receiver.url}/users`, events: ['user.created', 'user.updated'], description: 'HR' },
    }),
  );
  const params = { id: endpoint.id };
  const addUser = (email: string) => owner.call(users.create, { body: { email } });
  await step('add a user', () => addUser('first@example.org'));
  await step('rotate the secret', () => owner.call(webhookEndpoints.rotateSecret, { params }));
  await step('add a user while both secrets sign', () => addUser('second@example.org'));
  await step('change the endpoint', () =>
    admin.call(webhookEndpoints.update, { params, body: { events: ['user.created'], description: '' } }),
  );
  await step('turn it off', () =>
    admin.call(webhookEndpoints.update, { params, body: { isEnabled: false } }),
  );
  await step('add a user meanwhile', () => addUser('third@example.org'));
  await step('turn it on', () => admin.call(webhookEndpoints.update, { params, body: { isEnabled: true } }));
  await step('test the endpoint', () => admin.call(webhookEndpoints.test, { params }));
  const { data } = await owner.call(webhookEndpoints.deliveries, { params, query: {} });
  const created = data.find(({ type }) => type === 'user.created');
  await step('post a delivery again', () =>
    admin.call(webhookDeliveries.redeliver, { params: { id: created?.id ?? '' } }),
  );
  await step('delete the endpoint', () => owner.call(webhookEndpoints.delete, { params }));
  await step('an endpoint that is gone is turned off', () =>
    owner
      .call(webhookEndpoints.create, { body: { url: `${receiver.url}/gone`, events: ['user.created'] } })
      .then(() => addUser('fourth@example.org')),
  );
}

/** The seats run out. */
export async function fillSeats(day: Day, { owner, admin }: Company): Promise<void> {
  const { api, step } = day;
  const { used } = await owner.call(account.seats, {});
  await step('the operator limits the seats', () => api.given.limitSeats(owner, used + 2));
  await step('fill them', () =>
    admin.call(users.batch, {
      body: {
        users: ['one', 'two', 'three'].map((name) => ({ email: `${name}@example.org` })),
        onSeatLimit: 'fill',
      },
    }),
  );
  await step('add a user without a seat', () =>
    admin.refused(users.create, { body: { email: 'x@example.org' } }),
  );
  await step('the operator lifts the limit', () => api.given.limitSeats(owner, null));
}
