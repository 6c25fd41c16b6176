import { apiKeys } from '@muster/contracts/integrations/api-keys';
import { webhookEndpoints } from '@muster/contracts/integrations/webhook-endpoints';
import { users } from '@muster/contracts/people/users';
import { expect, test } from '../fixtures.ts';

test('A limited key gives what it has and no more, and its keys end with it', async ({
  page,
  given,
  signIn,
  baseURL,
}) => {
  const owner = await given.anOwner();
  await signIn(owner);
  await page.goto('/api-keys/new');
  await page.getByRole('textbox', { name: 'Name' }).fill('HR system');
  for (const name of ['Read: Users', 'Write: Users', 'Write: API keys', 'Write: Webhooks'])
    await page.getByRole('checkbox', { name }).check();
  await page.getByRole('button', { name: 'Create API key' }).click();
  const key = await page.getByRole('textbox', { name: 'API key' }).inputValue();

  const post = async (path: string, body: object, by = key) => {
    const response = await fetch(`${baseURL}/api/v1${path}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${by}`, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    return { status: response.status, body: (await response.json()) as Record<string, string> };
  };
  const refused = await post('/users', { email: 'eve@example.org', role: 'admin' });
  expect(refused).toMatchObject({ status: 422, body: { code: 'scope_not_held' } });
  expect(refused.body.detail).toContain('account:write');
  expect((await post('/users', { email: 'ada@example.org' })).status).toBe(201);

  const child = await post('/api-keys', { name: 'Nightly', scopes: ['users:read'] });
  expect(child.status).toBe(201);
  const hook = { url: 'https://example.com/hook', events: ['group.created'] };
  expect(await post('/webhook-endpoints', hook)).toMatchObject({ body: { code: 'scope_not_held' } });

  // The key's page names the key above it, and both end together.
  await page.getByRole('checkbox', { name: 'I have stored it in a safe place' }).check();
  await page.getByRole('button', { name: 'Done' }).click();
  await page.goto(`/api-keys/${child.body.id}`);
  await page.getByRole('link', { name: 'HR system' }).click();
  await expect(page.getByRole('heading', { name: 'HR system', level: 1 })).toBeVisible();
  const { data } = await owner.api.call(apiKeys.list, {});
  const parent = data.find(({ name }) => name === 'HR system');
  await owner.api.call(apiKeys.delete, { params: { id: parent?.id ?? '' } });
  const answer = await fetch(`${baseURL}/api/v1/users`, {
    headers: { authorization: `Bearer ${child.body.key}` },
  });
  expect(answer.status).toBe(401);
  await page.goto('/api-keys');
  await expect(page.getByText('No API keys yet')).toBeVisible();
});

test('An admin is offered only roles and permissions that they have', async ({ page, given, signIn }) => {
  const owner = await given.anOwner();
  const admin = await given.aMember(owner);
  await owner.api.call(users.update, { params: { id: admin.userId }, body: { role: 'admin' } });
  const { id } = await owner.api.call(webhookEndpoints.create, {
    body: { url: 'https://example.com/hook', events: ['user.created'] },
  });
  await signIn(admin);
  await page.goto('/api-keys/new');
  await expect(page.getByRole('checkbox', { name: 'Write: Users' })).toBeVisible();
  await expect(page.getByRole('checkbox', { name: 'Write: Owners' })).toHaveCount(0);
  await page.goto(`/webhooks/${id}/edit`);
  await expect(page.getByText('Needs users:read').first()).toBeVisible();
});
