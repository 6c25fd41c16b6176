import { expect, test } from '../fixtures.ts';

test('A group is created, filled, emptied and deleted, and its users stay', async ({
  page,
  given,
  signIn,
}) => {
  const owner = await given.anOwner();
  await given.aUser(owner, { firstName: 'Ada', lastName: 'Lovelace' });
  await given.aUser(owner, { firstName: 'Charles', lastName: 'Babbage' });
  await signIn(owner);
  await page.goto('/groups');
  await page.getByRole('main').getByRole('link', { name: 'New group' }).first().click();
  await page.getByRole('textbox', { name: 'Name' }).fill('Engineers');
  await page.getByRole('textbox', { name: 'Description' }).fill('Who build the engine.');
  await page.getByRole('button', { name: 'Create group' }).click();
  await expect(page.getByRole('heading', { name: 'Engineers', level: 1 })).toBeVisible();

  await page.getByRole('link', { name: 'Add users' }).first().click();
  const drawer = page.getByRole('dialog');
  for (const name of ['Ada', 'Charles']) {
    await drawer.getByRole('combobox', { name: 'Users' }).fill(name);
    await page.getByRole('option', { name: new RegExp(name) }).click();
  }
  await drawer.getByRole('button', { name: 'Add 2 users' }).click();
  await expect(page.getByRole('row').filter({ hasText: 'Ada Lovelace' })).toBeVisible();

  const charles = page.getByRole('row').filter({ hasText: 'Charles Babbage' });
  await charles.getByRole('button', { name: 'Actions for Charles Babbage' }).click();
  await page.getByRole('menuitem', { name: 'Remove from group' }).click();
  await expect(charles).toBeHidden();

  await page.getByRole('button', { name: 'Actions for Engineers' }).click();
  await page.getByRole('menuitem', { name: /Delete/ }).click();
  await expect(page.getByRole('dialog')).toContainText(
    'Its one user leaves the group but stays in the account',
  );
  await page.getByRole('dialog').getByRole('button', { name: 'Delete group' }).click();
  await expect(page.getByText('No groups yet')).toBeVisible();
  await page.goto('/users');
  await expect(page.getByText('3 users')).toBeVisible();
});

test('Groups with the same name are shown, and merged', async ({ page, given, signIn, expectGoodScreen }) => {
  const owner = await given.anOwner();
  const older = await given.aGroup(owner, 'Büro Nord');
  const later = await given.aGroup(owner, 'Later');
  await given.aUser(owner, { firstName: 'Ada', lastName: 'Lovelace', groupIds: [later.id, older.id] });
  await given.aUser(owner, { firstName: 'Charles', lastName: 'Babbage', groupIds: [later.id] });
  await given.giveOldName(later.id, 'Bu\u0308ro  Nord', 'büro nord');
  await signIn(owner);
  await page.goto('/groups');
  await expect(page.getByText('Some groups have the same name')).toBeVisible();
  await expectGoodScreen();
  await page.getByRole('link', { name: /^Merge groups/ }).click();
  const drawer = page.getByRole('dialog');
  await expect(drawer).toContainText('Its 2 users join the group you choose.');
  await expect(drawer.getByRole('button', { name: 'Remove Büro Nord' })).toBeVisible();
  await expectGoodScreen();
  await drawer.getByRole('button', { name: 'Merge groups' }).click();
  await expect(page).toHaveURL(new RegExp(older.id));
  await expect(page.getByRole('row').filter({ hasText: 'Charles Babbage' })).toBeVisible();
  await expect(page.getByRole('row').filter({ hasText: 'Ada Lovelace' })).toBeVisible();

  await page.getByRole('button', { name: 'Actions for Büro Nord' }).click();
  await page.getByRole('menuitem', { name: 'Merge into another group' }).click();
  await expect(page.getByRole('dialog', { name: 'Merge Büro Nord into another group' })).toBeVisible();
  await page.goto('/groups');
  await expect(page.getByRole('row').filter({ hasText: 'Büro Nord' })).toHaveCount(1);
  await expect(page.getByText('Some groups have the same name')).toBeHidden();
});

test.describe('a name that is taken', () => {
  test.use({ refusals: [409] });

  test('is refused at its field', async ({ page, given, signIn }) => {
    const owner = await given.anOwner();
    await given.aGroup(owner, 'Drivers');
    await signIn(owner);
    await page.goto('/groups/new');
    await page.getByRole('textbox', { name: 'Name' }).fill('DRIVERS');
    await page.getByRole('textbox', { name: 'Name' }).press('Enter');
    await expect(page.getByRole('textbox', { name: 'Name' })).toHaveAttribute('aria-invalid', 'true');
    await expect(page.getByRole('textbox', { name: 'Name' })).toBeFocused();
  });
});

test('The list and a group pass the screen checks @screens', async ({
  page,
  given,
  signIn,
  expectGoodScreen,
}) => {
  const owner = await given.anOwner();
  await signIn(owner);
  await page.goto('/groups');
  await expectGoodScreen();
  const group = await given.aGroup(owner, 'Drivers of the long night shift in the northern district');
  await page.goto(`/groups/${group.id}`);
  await expectGoodScreen();
  await given.aUser(owner, { firstName: 'Ada', groupIds: [group.id] });
  for (const path of ['/groups', '/groups/new', '', '/edit', '/merge', '/add-users']) {
    await page.goto(path.startsWith('/groups') ? path : `/groups/${group.id}${path}`);
    await expectGoodScreen();
  }
});
