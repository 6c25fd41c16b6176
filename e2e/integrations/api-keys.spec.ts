import { apiKeys } from '@muster/contracts/integrations/api-keys';
import { expect, test } from '../fixtures.ts';

test.use({ permissions: ['clipboard-read', 'clipboard-write'] });

const listUsers = (baseURL: string | undefined, key: string) =>
  fetch(`${baseURL}/api/v1/users?limit=1`, { headers: { authorization: `Bearer ${key}` } });

test('A key is created, copied, used, rotated and revoked', async ({ page, given, signIn, baseURL }) => {
  const owner = await given.anOwner();
  await signIn(owner);
  await page.goto('/api-keys');
  await page.getByRole('main').getByRole('link', { name: 'New API key' }).click();
  await page.getByRole('textbox', { name: 'Name' }).fill('HR system');
  await page.getByRole('button', { name: 'Create API key' }).click();
  await expect(page.getByText('Choose at least one permission.')).toBeVisible();
  await page.getByRole('button', { name: 'Read only' }).click();
  await page.getByRole('checkbox', { name: 'Write: Groups' }).check();
  await page.getByRole('textbox', { name: 'Allowed networks' }).fill('127.0.0.1\n::1\nnowhere');
  await page.getByRole('button', { name: 'Create API key' }).click();
  await expect(page.getByText('Line 3: “nowhere” is not an IP address')).toBeVisible();
  await page.getByRole('textbox', { name: 'Allowed networks' }).fill('127.0.0.1\n::1\n::ffff:127.0.0.1');
  await page.getByRole('button', { name: 'Create API key' }).click();

  // It is shown only once, so leaving asks for confirmation.
  await expect(page.getByRole('heading', { name: '“HR system” was created' })).toBeVisible();
  await page.getByRole('button', { name: 'Done' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Stay here' }).last().click();
  await page.getByRole('button', { name: 'Copy API key' }).click();
  await expect(page.getByRole('checkbox', { name: 'I have stored it in a safe place' })).toBeChecked();
  const key = await page.evaluate(() => navigator.clipboard.readText());
  expect(key).toMatch(/^mst_live_/);
  await page.getByRole('button', { name: 'Done' }).click();
  await expect(page.getByRole('heading', { name: 'HR system', level: 1 })).toBeVisible();
  await expect(page.getByText(key)).toHaveCount(0);
  await expect(page.getByText('No requests yet')).toBeVisible();

  expect((await listUsers(baseURL, key)).status).toBe(200);
  const refused = await fetch(`${baseURL}/api/v1/users`, {
    method: 'POST',
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
    body: JSON.stringify({ email: 'ada@example.org' }),
  });
  expect(refused.status).toBe(403);
  const log = page.getByRole('table', { name: 'Requests' });
  await expect(log.getByRole('row', { name: /GET \/api\/v1\/users/ })).toContainText('200');
  await page.getByText('Failed', { exact: true }).click();
  await expect(log.getByRole('row')).toHaveCount(2);
  await expect(log.getByRole('link', { name: 'forbidden' })).toHaveAttribute(
    'href',
    '/api/problems/forbidden',
  );

  await page.getByRole('link', { name: 'Rotate' }).click();
  await page.getByRole('radio', { name: 'For an hour' }).check();
  await page.getByRole('button', { name: 'Rotate key' }).click();
  await expect(page.getByText(/The old key works until/)).toBeVisible();
  const fresh = await page.getByRole('textbox', { name: 'API key' }).inputValue();
  expect(fresh).not.toBe(key);
  await page.getByRole('checkbox', { name: 'I have stored it in a safe place' }).check();
  await page.getByRole('button', { name: 'Done' }).click();
  await expect(page.getByText(/The previous key works until/)).toBeVisible();
  for (const one of [key, fresh]) expect((await listUsers(baseURL, one)).status).toBe(200);

  await page.getByRole('button', { name: 'Actions for HR system' }).click();
  await page.getByRole('menuitem', { name: 'Revoke key' }).click();
  const dialog = page.getByRole('dialog', { name: 'Revoke HR system?' });
  await expect(dialog).toContainText('Every program that uses this key is refused');
  await dialog.getByRole('button', { name: 'Revoke key' }).click();
  await expect(page.getByText('No API keys yet')).toBeVisible();
  for (const one of [key, fresh]) expect((await listUsers(baseURL, one)).status).toBe(401);
});

test('A key created elsewhere appears without a reload', async ({ page, given, signIn }) => {
  const owner = await given.anOwner();
  await signIn(owner);
  await page.goto('/api-keys');
  await expect(page.getByText('No API keys yet')).toBeVisible();
  await owner.api.call(apiKeys.create, { body: { name: 'Payroll', scopes: ['users:read', 'groups:read'] } });
  await expect(page.getByRole('row', { name: /Payroll/ })).toBeVisible();
});

test('The list, a new key and a key pass the screen checks @screens', async ({
  page,
  given,
  signIn,
  baseURL,
  expectGoodScreen,
}) => {
  const owner = await given.anOwner();
  await signIn(owner);
  await page.goto('/api-keys');
  await expect(page.getByText('No API keys yet')).toBeVisible();
  await expectGoodScreen();
  const { id, key } = await owner.api.call(apiKeys.create, {
    body: { name: 'HR system', scopes: ['users:read', 'users:write', 'groups:read', 'account:read'] },
  });
  for (let count = 0; count < 3; count += 1) await listUsers(baseURL, key);
  await page.goto('/api-keys');
  await expect(page.getByRole('row', { name: /HR system/ })).toBeVisible();
  await expectGoodScreen();
  await page.goto('/api-keys/new');
  await expect(page.getByRole('checkbox', { name: 'Read: Users' })).toBeVisible();
  await expectGoodScreen();
  await page.goto(`/api-keys/${id}`);
  await expect(page.getByText('GET /api/v1/users').first()).toBeVisible();
  await expectGoodScreen();
  await page.goto(`/api-keys/${id}/rotate`);
  await page.getByRole('button', { name: 'Rotate key' }).click();
  await expect(page.getByRole('textbox', { name: 'API key' })).toBeVisible();
  await expectGoodScreen();
});
