import { RoutedEvent } from '@muster/contracts/catalogue';
import { expect, test } from '../fixtures.ts';

test('The bell shows new notifications in every open window, and clears when all are read', async ({
  page,
  context,
  given,
  signIn,
}) => {
  const owner = await given.anOwner();
  await signIn(owner);
  await page.goto('/users');
  const other = await context.newPage();
  await other.goto('/groups');
  await expect(page.getByRole('button', { name: 'Notifications, none unread' })).toBeVisible();
  await expect(other.getByRole('button', { name: 'Notifications, none unread' })).toBeVisible();
  await given.aMember(owner);
  await given.aMember(owner);
  await expect(other.getByRole('button', { name: 'Notifications, 2 unread' })).toBeVisible();
  await page.getByRole('button', { name: 'Notifications, 2 unread' }).click();
  await expect(page.getByRole('link', { name: /activated their account/ })).toHaveCount(2);
  await page.getByRole('button', { name: 'Mark all as read' }).click();
  await expect(page.getByRole('button', { name: 'Notifications, none unread' })).toBeVisible();
  await page.reload();
  await expect(page.getByRole('button', { name: 'Notifications, none unread' })).toBeVisible();
});

test('The open bell passes the screen checks @screens', async ({ page, given, signIn, expectGoodScreen }) => {
  await signIn(await given.theDemoOwner());
  await page.goto('/overview');
  await page.getByRole('button', { name: /Notifications, \d+ unread/ }).click();
  await expect(page.getByRole('link', { name: /activated their account/ }).first()).toBeVisible();
  await expectGoodScreen();
});

test('Each admin chooses how to be notified', async ({ page, given, signIn }) => {
  const owner = await given.anOwner();
  await signIn(owner);
  await page.goto('/notification-settings/you');
  await page
    .getByRole('combobox', { name: 'Someone activates their account, In the app' })
    .selectOption('Off');
  await page
    .getByRole('combobox', { name: 'Someone activates their account, E-mail' })
    .selectOption('Immediately');
  await page.getByRole('button', { name: 'Save changes' }).click();
  await expect(page.getByText('Your choices were saved.')).toBeVisible();
  await given.aMember(owner);
  await given.mailTo(owner.email, 'user_activated');
  await page.reload();
  await expect(page.getByRole('combobox', { name: /activates their account, In the app/ })).toHaveValue(
    'off',
  );
  await expect(page.getByRole('button', { name: 'Notifications, none unread' })).toBeVisible();
});

test('The notification settings pass the screen checks @screens', async ({
  page,
  given,
  signIn,
  expectGoodScreen,
}) => {
  await signIn(await given.anOwner());
  await page.goto('/notification-settings/you');
  await expect(page.getByRole('combobox')).toHaveCount(2 * RoutedEvent.options.length);
  await expectGoodScreen();
});
