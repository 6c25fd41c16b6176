import { users } from '@muster/contracts/people/users';
import { expect, test } from '../fixtures.ts';

test('Name and colour of the company change on every screen and in the next e-mail', async ({
  page,
  given,
  signIn,
}) => {
  const owner = await given.anOwner();
  await signIn(owner);
  await page.goto('/account');
  await page.getByRole('textbox', { name: 'Company name' }).fill('Analytical Engines');
  await page.getByRole('textbox', { name: 'Colour' }).fill('#7a1f5c');
  await page.getByRole('button', { name: 'Save changes' }).click();
  await expect(page.getByText('The settings were saved.')).toBeVisible();
  await expect(page.getByRole('banner')).toContainText('Analytical Engines');
  const { email } = await given.anInvited(owner);
  const mail = await given.mailTo(email);
  expect(mail.subject).toContain('Analytical Engines');
  expect(mail.html.toLowerCase()).toContain('#7a1f5c');
});

test('An unsaved change is not lost by a click elsewhere', async ({ page, given, signIn }) => {
  await signIn(await given.anOwner());
  await page.goto('/account');
  await page.getByRole('textbox', { name: 'Company name' }).fill('Half a name');
  await page.getByRole('link', { name: 'Groups', exact: true }).click();
  await page.getByRole('dialog').getByText('Stay here').click();
  await expect(page.getByRole('textbox', { name: 'Company name' })).toHaveValue('Half a name');
  await page.getByRole('link', { name: 'Groups', exact: true }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Leave without saving' }).click();
  await expect(page.getByRole('heading', { name: 'Groups', level: 1 })).toBeVisible();
});

test('The account sets how long sign-ins last', async ({ page, given, signIn }) => {
  await signIn(await given.anOwner());
  await page.goto('/account');
  await page.getByRole('textbox', { name: 'At most (days)' }).fill('7');
  await page.getByRole('textbox', { name: 'Without use (days)' }).fill('2');
  await page.getByRole('button', { name: 'Save changes' }).click();
  await expect(page.getByText('The settings were saved.')).toBeVisible();
  await page.reload();
  await expect(page.getByRole('textbox', { name: 'At most (days)' })).toHaveValue('7');
  await page.goto('/audit-log');
  await expect(page.getByText('changed the account settings').first()).toBeVisible();
});

test('The overview links to the users who need attention', async ({ page, given, signIn }) => {
  await signIn(await given.theDemoOwner());
  await page.goto('/overview');
  await page.getByRole('link', { name: /invitations? (was|were) not delivered/ }).click();
  await expect(page).toHaveURL(/\/users\?.*delivery=/);
  await expect(page.getByRole('row').nth(1)).toContainText(/Bounced|Failed|Not sent|Could not|spam/);
});

test('The overview and the settings pass the screen checks @screens', async ({
  page,
  given,
  signIn,
  expectGoodScreen,
}) => {
  await signIn(await given.anOwner());
  await page.goto('/overview');
  await expectGoodScreen();
  await page.goto('/account');
  await expectGoodScreen();
  await signIn(await given.theDemoOwner());
  await page.goto('/overview');
  await expectGoodScreen();
});

test('The account sets how long invitations are valid, and they show when a reminder follows', async ({
  page,
  given,
  signIn,
}) => {
  const owner = await given.anOwner();
  await signIn(owner);
  await page.goto('/account');
  await page.getByRole('main').getByRole('link', { name: 'Notification settings' }).click();
  await page.getByRole('textbox', { name: /Link valid for/ }).fill('2');
  while (await page.getByRole('button', { name: 'Remove reminder 1' }).isVisible()) {
    await page.getByRole('button', { name: 'Remove reminder 1' }).click();
  }
  await expect(page.getByText('No reminders are sent.')).toBeVisible();
  await page.getByRole('button', { name: 'Add a reminder' }).click();
  await page.getByRole('textbox', { name: 'Reminder 1' }).fill('5');
  await expect(page.getByText('The reminder after 5 days is never sent')).toBeVisible();
  await page.getByRole('textbox', { name: 'Reminder 1' }).fill('1');
  await page.getByRole('button', { name: 'Save changes' }).click();
  await expect(page.getByText('The settings were saved.')).toBeVisible();
  await page.reload();
  await expect(page.getByText(/is reminded after 1 day, between/)).toBeVisible();

  const { id } = await given.anInvited(owner);
  const { invitation } = await owner.api.call(users.get, { params: { id } });
  const days = (Date.parse(invitation?.expiresAt ?? '') - Date.now()) / 86_400_000;
  expect(days).toBeGreaterThan(1.9);
  expect(days).toBeLessThan(2.1);
});

test('The invitation settings pass the screen checks @screens', async ({
  page,
  given,
  signIn,
  expectGoodScreen,
}) => {
  await signIn(await given.anOwner());
  await page.goto('/notification-settings/invitations');
  await expect(page.getByRole('textbox', { name: /Link valid for/ })).toBeVisible();
  await expectGoodScreen();
});
