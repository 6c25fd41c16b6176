import { expect, test } from './fixtures.ts';

test('The log tells what was done and filters by action and person', async ({ page, world, signIn }) => {
  const owner = await world.anOwner();
  await world.aGroup(owner, 'Drivers');
  await world.anInvited(owner);
  await signIn(owner);
  await page.goto('/audit-log');
  await expect(page.getByText('Olga Owner created the group Drivers')).toBeVisible();
  await expect(page.getByText('Olga Owner invited Ada Lovelace')).toBeVisible();
  await page.goto('/audit-log?action=group.created');
  await expect(page.getByText('Olga Owner created the group Drivers')).toBeVisible();
  await expect(page.getByText('Olga Owner invited Ada Lovelace')).toBeHidden();
  await expect(page.getByText('1 entry')).toBeVisible();
});

test('The log is a good screen @screens', async ({ page, world, signIn, expectGoodScreen }) => {
  await signIn(await world.theDemoOwner());
  await page.goto('/audit-log');
  await expectGoodScreen();
  await page.getByRole('button', { name: 'Details' }).first().click();
  await expectGoodScreen();
});
