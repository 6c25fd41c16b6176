import { expect, test } from '../fixtures.ts';

test('The log shows what happened and filters by action and user', async ({ page, given, signIn }) => {
  const owner = await given.anOwner();
  await given.aGroup(owner, 'Drivers');
  await given.anInvited(owner);
  await signIn(owner);
  await page.goto('/audit-log');
  await expect(page.getByText('Olga Owner created the group Drivers')).toBeVisible();
  await expect(page.getByText('Olga Owner invited Ada Lovelace')).toBeVisible();
  await page.goto('/audit-log?action=group.created');
  await expect(page.getByText('Olga Owner created the group Drivers')).toBeVisible();
  await expect(page.getByText('Olga Owner invited Ada Lovelace')).toBeHidden();
  await expect(page.getByText('1 entry')).toBeVisible();
});

test('The log passes the screen checks @screens', async ({ page, given, signIn, expectGoodScreen }) => {
  await signIn(await given.theDemoOwner());
  await page.goto('/audit-log');
  await expectGoodScreen();
  await page.getByRole('button', { name: 'Details' }).first().click();
  await expectGoodScreen();
});
