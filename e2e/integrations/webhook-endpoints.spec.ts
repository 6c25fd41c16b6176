import { webhookEndpoints } from '@muster/contracts/integrations/webhook-endpoints';
import { test as base, expect } from '../fixtures.ts';
import { openReceiver, type Receiver } from '../receiver.ts';

const test = base.extend<{ receiver: Receiver }>({
  receiver: async ({ browserName: _ }, use) => {
    const receiver = await openReceiver();
    await use(receiver);
    await receiver.close();
  },
});

test('An endpoint is added, tested, fails, and finally receives its event', async ({
  page,
  given,
  signIn,
  receiver,
}) => {
  const owner = await given.anOwner();
  await signIn(owner);
  await page.goto('/webhooks');
  await page.getByRole('main').getByRole('link', { name: 'New endpoint' }).click();
  await page.getByRole('textbox', { name: 'URL' }).fill(receiver.url);
  await page.getByRole('textbox', { name: 'Description' }).fill('HR system');
  await page.getByRole('radio', { name: 'Chosen events' }).check();
  await page.getByRole('button', { name: 'Add endpoint' }).click();
  await expect(page.getByText('Choose at least one event')).toBeVisible();
  await page.getByRole('searchbox', { name: 'Search events' }).fill('user.created');
  await page.getByRole('checkbox', { name: 'User added' }).check();
  await page.getByRole('button', { name: 'Add endpoint' }).click();
  receiver.secret = await page.getByRole('textbox', { name: 'Signing secret' }).inputValue();
  expect(receiver.secret).toMatch(/^whsec_/);
  await expect(page.getByText('verifyWebhook(')).toBeVisible();
  await page.getByRole('checkbox', { name: 'I have stored it in a safe place' }).check();
  await page.getByRole('button', { name: 'Done' }).click();

  await page.getByRole('button', { name: 'Send test event' }).click();
  const drawer = page.getByRole('dialog', { name: 'Test event' });
  await expect(drawer.getByText('Succeeded')).toBeVisible();
  await expect(drawer).toContainText('thanks');
  expect(receiver.received.map(({ type }) => type)).toEqual(['webhook_endpoint.test']);
  await drawer.getByRole('button', { name: 'Close' }).click();

  receiver.answer = 500;
  await given.aUser(owner, { firstName: 'Ada', lastName: 'Lovelace' });
  const row = page.getByRole('table', { name: 'Deliveries' }).getByRole('row', { name: /User added/ });
  await expect(row).toContainText('Failing', { timeout: 25_000 });
  await expect(row).toContainText(/in \d+ (second|minute)|in a|now/);
  await row.getByRole('link', { name: 'User added' }).click();
  const failing = page.getByRole('dialog', { name: 'User added' });
  await expect(failing).toContainText('500');
  await expect(failing).toContainText('out of order');

  receiver.answer = 204;
  await failing.getByRole('button', { name: 'Deliver again' }).click();
  await expect(failing.getByText('Succeeded')).toBeVisible();
  const [first, ...others] = receiver.received.filter(({ type }) => type === 'user.created');
  expect(others.length).toBeGreaterThan(0);
  expect(others.map(({ id }) => id)).toEqual(others.map(() => first?.id));
});

test('Events are replayed, the secret is rotated, the endpoint is disabled and deleted', async ({
  page,
  given,
  signIn,
  receiver,
}) => {
  const owner = await given.anOwner();
  await given.aUser(owner);
  const { id, secret } = await owner.api.call(webhookEndpoints.create, {
    body: { url: receiver.url, events: ['user.created'] },
  });
  receiver.secret = secret;
  await signIn(owner);
  await page.goto(`/webhooks/${id}`);
  await page.getByRole('button', { name: `Actions for ${receiver.url}` }).click();
  await page.getByRole('menuitem', { name: 'Replay events …' }).click();
  await page.getByRole('button', { name: 'Last day' }).click();
  await page.getByRole('button', { name: 'Replay', exact: true }).click();
  await expect(page.getByText(/events? will be sent again/)).toBeVisible();
  await expect(page.getByRole('row', { name: /User added/ }).first()).toContainText('Succeeded');
  expect(receiver.received.length).toBeGreaterThan(0);

  await page.getByRole('button', { name: `Actions for ${receiver.url}` }).click();
  await page.getByRole('menuitem', { name: 'Rotate secret …' }).click();
  await page.getByRole('button', { name: 'Rotate secret' }).click();
  receiver.secret = await page.getByRole('textbox', { name: 'Signing secret' }).inputValue();
  expect(receiver.secret).not.toBe(secret);
  await page.getByRole('checkbox', { name: 'I have stored it in a safe place' }).check();
  await page.getByRole('button', { name: 'Done' }).click();
  await expect(page.getByText('The previous secret also signs until')).toBeVisible();
  await page.getByRole('button', { name: 'Send test event' }).click();
  await expect(page.getByRole('dialog').getByText('Succeeded')).toBeVisible();
  await page.getByRole('dialog').getByRole('button', { name: 'Close' }).click();
  await expect(page.getByRole('dialog')).toBeHidden();

  await page.getByRole('switch', { name: 'Enabled' }).press('Space');
  await page.getByRole('dialog').getByRole('button', { name: 'Turn off' }).click();
  await expect(page.getByText('The endpoint is turned off.')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Send test event' })).toBeDisabled();

  await page.getByRole('button', { name: `Actions for ${receiver.url}` }).click();
  await page.getByRole('menuitem', { name: 'Delete endpoint' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Delete endpoint' }).click();
  await expect(page.getByText('No webhook endpoints yet')).toBeVisible();
});

test('The list, a new endpoint, an endpoint and a delivery pass the screen checks @screens', async ({
  page,
  given,
  signIn,
  receiver,
  expectGoodScreen,
}) => {
  const owner = await given.anOwner();
  await signIn(owner);
  await page.goto('/webhooks');
  await expect(page.getByText('No webhook endpoints yet')).toBeVisible();
  await expectGoodScreen();
  const { id, secret } = await owner.api.call(webhookEndpoints.create, {
    body: { url: receiver.url, events: ['user.created', 'user.activated'], description: 'HR system' },
  });
  receiver.secret = secret;
  await page.goto('/webhooks');
  await expect(page.getByRole('row', { name: /HR system/ })).toBeVisible();
  await expectGoodScreen();
  await page.goto('/webhooks/new');
  await page.getByRole('radio', { name: 'Chosen events' }).check();
  await expectGoodScreen();
  const { id: deliveryId } = await owner.api.call(webhookEndpoints.test, { params: { id } });
  await page.goto(`/webhooks/${id}`);
  await expect(page.getByRole('row', { name: /Test event/ })).toContainText('Succeeded');
  await expectGoodScreen();
  await page.goto(`/webhooks/${id}/deliveries/${deliveryId}`);
  await expect(page.getByRole('dialog').getByText('Succeeded')).toBeVisible();
  await expectGoodScreen();
});
