import { bulkOperations } from '@muster/contracts/people/bulk-operations';
import { users } from '@muster/contracts/people/users';
import { expect, type Page, test } from '../fixtures.ts';
import type { Given, Person } from '../given.ts';

/** Adds more people than the list loads at once. */
async function manyUsers(owner: Person, count: number) {
  const emails = Array.from({ length: count }, (_, n) => `user-${String(n).padStart(3, '0')}@many.example`);
  await owner.api.call(users.batch, { body: { users: emails.map((email) => ({ email })) } });
}

async function anOwnerOfMany(given: Given, count = 120) {
  const owner = await given.anOwner();
  await manyUsers(owner, count);
  return owner;
}

async function selectAllThatMatch(page: Page, count: number) {
  await page.getByRole('checkbox', { name: 'Select all loaded rows' }).check();
  await page.getByRole('button', { name: `Select all ${count} that match` }).click();
  await expect(page.getByText(`All ${count} that match are selected`)).toBeVisible();
}

const choose = async (page: Page, action: string) => {
  await page.getByRole('button', { name: 'More', exact: true }).click();
  await page.getByRole('menuitem', { name: action, exact: true }).click();
};

const panelOf = (page: Page) => page.getByRole('region', { name: 'Bulk operations in progress' });

async function countOf(owner: Person, query: { status?: 'deactivated'; groupId?: string }) {
  return (await owner.api.call(users.count, { query })).total;
}

test('All matching users are deactivated, also those not loaded, and reactivated', async ({
  page,
  given,
  signIn,
  expectGoodScreen,
}) => {
  const owner = await anOwnerOfMany(given);
  await signIn(owner);
  await page.goto('/users?q=many.example');
  await expect(page.getByText('120 users')).toBeVisible();
  await selectAllThatMatch(page, 120);
  await choose(page, 'Deactivate');
  const dialog = page.getByRole('dialog', { name: 'Deactivate 120 users?' });
  await expect(dialog).toContainText('120 will be deactivated');
  await expect(dialog).toContainText('120 seats become free');
  await expectGoodScreen();
  await dialog.getByRole('button', { name: 'Deactivate 120 users' }).click();

  await expect(panelOf(page)).toContainText('120 users deactivated');
  await expect(page.getByRole('row').nth(1)).toContainText('Deactivated');
  await expect(page.getByText('1 seat in use')).toBeVisible();
  expect(await countOf(owner, { status: 'deactivated' })).toBe(120);
  await expectGoodScreen();

  await page.getByRole('link', { name: 'Groups', exact: true }).click();
  await page.reload();
  await expect(panelOf(page)).toContainText('120 users deactivated');
  await panelOf(page).getByRole('button', { name: 'Undo' }).click();
  await expect(panelOf(page)).toContainText('120 users reactivated');
  expect(await countOf(owner, { status: 'deactivated' })).toBe(0);
});

test('Users are added to a new group; the list of operations shows and undoes it', async ({
  page,
  given,
  signIn,
}) => {
  const owner = await anOwnerOfMany(given, 60);
  await signIn(owner);
  await page.goto('/users?q=many.example');
  await selectAllThatMatch(page, 60);
  await page.getByRole('button', { name: 'Add to groups' }).click();
  const dialog = page.getByRole('dialog', { name: 'Add 60 users to groups' });
  await dialog.getByRole('combobox', { name: 'Groups' }).fill('Everybody');
  await page.getByRole('option', { name: 'Create “Everybody”' }).click();
  await dialog.getByRole('button', { name: 'Add 60 users' }).click();
  await expect(panelOf(page)).toContainText('60 users added to Everybody');
  await expect(page.getByRole('row').nth(1)).toContainText('Everybody');

  await page.getByRole('link', { name: 'Bulk operations' }).click();
  const row = page.getByRole('row', { name: /Add to Everybody/ });
  await expect(row).toContainText('60 changed');
  await row.getByRole('button', { name: 'Undo' }).click();
  await expect(row).toContainText('Undone');
  await expect(page.getByRole('row', { name: /Remove from Everybody/ })).toContainText('60 changed');
  await page.getByRole('link', { name: 'Groups', exact: true }).click();
  await expect(page.getByRole('table', { name: 'Groups' })).toContainText(/Everybody.*0/);
});

test('Failures are listed with their reason', async ({ page, given, signIn, expectGoodScreen }) => {
  const owner = await anOwnerOfMany(given, 3);
  await signIn(owner);
  await page.goto('/users');
  await expect(page.getByText('4 users')).toBeVisible();
  await page.getByRole('checkbox', { name: 'Select all loaded rows' }).check();
  await choose(page, 'Remove');
  const dialog = page.getByRole('dialog', { name: 'Remove 4 users?' });
  await expect(dialog).toContainText('You are in the selection');
  await dialog.getByRole('button', { name: 'Remove 3 users' }).click();
  await expect(panelOf(page)).toContainText('3 users removed');
  await expect(panelOf(page).getByRole('button', { name: 'Undo' })).toBeHidden();
  await panelOf(page).getByRole('link', { name: '1 failed' }).click();
  const drawer = page.getByRole('dialog', { name: 'Failed users' });
  await expect(drawer).toContainText('This is you');
  await expectGoodScreen();
  await drawer.getByRole('link').first().click();
  await expect(page).toHaveURL(new RegExp(owner.userId));
});

test.describe('a selection that changed during the review', () => {
  test.use({ refusals: [409] });

  test('is shown with the new count and must be confirmed', async ({ page, given, signIn }) => {
    const owner = await anOwnerOfMany(given, 60);
    await signIn(owner);
    await page.goto('/users?q=many.example');
    await selectAllThatMatch(page, 60);
    await choose(page, 'Deactivate');
    const dialog = page.getByRole('dialog');
    const confirm = dialog.getByRole('button', { name: 'Deactivate 60 users' });
    await expect(confirm).toBeEnabled();
    await given.aUser(owner, { email: 'one-more@many.example' });
    await confirm.click();
    await expect(dialog.getByRole('alert')).toContainText('61 users match now');
    await dialog.getByRole('button', { name: 'Deactivate 61 users' }).click();
    await expect(panelOf(page)).toContainText('61 users deactivated');
  });
});

test('The list of operations passes the screen checks, empty and full @screens', async ({
  page,
  given,
  signIn,
  expectGoodScreen,
}) => {
  const owner = await anOwnerOfMany(given, 3);
  await signIn(owner);
  await page.goto('/users/operations');
  await expect(page.getByText('No bulk operations yet')).toBeVisible();
  await expectGoodScreen();
  await owner.api.call(bulkOperations.create, {
    body: { action: 'set_role', params: { role: 'admin' }, filter: { role: ['member'] } },
  });
  await expect(page.getByRole('button', { name: 'Undo' }).first()).toBeVisible();
  await expectGoodScreen();
});
