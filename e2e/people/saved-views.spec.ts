import { readFile } from 'node:fs/promises';
import { savedViews } from '@muster/contracts/people/saved-views';
import { expect, test } from '../fixtures.ts';

test('A view is saved, applied, changed, renamed, deleted and restored', async ({
  page,
  given,
  signIn,
  expectGoodScreen,
}) => {
  const owner = await given.anOwner();
  await given.aUser(owner, { firstName: 'Ada', lastName: 'Lovelace' });
  await signIn(owner);
  const choose = async (button: RegExp, item: string) => {
    await page.getByRole('button', { name: button }).click();
    await page.getByRole('menuitem', { name: item, exact: true }).click();
  };

  await page.goto('/users?status=added&sort=-createdAt');
  await choose(/^Views/, 'Save as new view');
  await page.getByRole('dialog').getByRole('textbox', { name: 'Name' }).fill('Not invited yet');
  await page.keyboard.press('Enter');
  const applied = page.getByRole('button', { name: 'Not invited yet', exact: true });
  await expect(applied).toBeVisible();
  const saved = page.url();
  await expectGoodScreen();

  await choose(/^Not invited yet/, 'All users');
  await expect(page).toHaveURL(/\/users$/);
  await choose(/^Views/, 'Not invited yet');
  await expect(page).toHaveURL(saved);
  await expect(page.getByRole('button', { name: 'Remove filter Status: Added' })).toBeVisible();

  await page.getByRole('searchbox').fill('ada');
  await expect(page.getByRole('button', { name: 'Not invited yet changed' })).toBeVisible();
  await expectGoodScreen();
  await page.getByRole('button', { name: 'Not invited yet changed' }).click();
  await page.getByRole('menuitem', { name: 'Save changes' }).click();
  await expect(applied).toBeVisible();

  await choose(/^Not invited yet/, 'Rename');
  await page.getByRole('dialog').getByRole('textbox', { name: 'Name' }).fill('Ada');
  await page.keyboard.press('Enter');
  await choose(/^Ada/, 'Delete');
  await expect(page.getByRole('button', { name: 'Views' })).toBeVisible();
  await page
    .getByText('The view “Ada” was deleted.')
    .locator('..')
    .getByRole('button', { name: 'Undo' })
    .click();
  await expect(page.getByRole('button', { name: 'Ada', exact: true })).toBeVisible();
  const { data } = await owner.api.call(savedViews.list, {});
  expect(data.map(({ name, query }) => ({ name, query }))).toEqual([
    { name: 'Ada', query: { status: ['added'], q: 'ada', sort: '-createdAt' } },
  ]);
});

test.describe('a name that is taken', () => {
  test.use({ refusals: [409] });

  test('is refused at the field', async ({ page, given, signIn }) => {
    const owner = await given.anOwner();
    await owner.api.call(savedViews.create, { body: { name: 'Waiting', query: {} } });
    await signIn(owner);
    await page.goto('/users?status=added');
    await page.getByRole('button', { name: 'Views' }).click();
    await page.getByRole('menuitem', { name: 'Save as new view' }).click();
    const name = page.getByRole('dialog').getByRole('textbox', { name: 'Name' });
    await name.fill('waiting');
    await page.keyboard.press('Enter');
    await expect(name).toHaveAttribute('aria-invalid', 'true');
    await expect(name).toBeFocused();
  });
});

test('The export has the same users in the same order as the list', async ({ page, given, signIn }) => {
  const owner = await given.anOwner();
  for (const firstName of ['Ada', 'Grace', 'Joan']) await given.aUser(owner, { firstName });
  await signIn(owner);
  await page.goto('/users?status=added&sort=-name');
  await expect(page.getByText('3 users')).toBeVisible();
  const downloading = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Export', exact: true }).click();
  const text = await readFile(await (await downloading).path(), 'utf8');
  expect(text.trim().split('\r\n')).toHaveLength(4);
  expect(
    ['Joan', 'Grace', 'Ada']
      .map((name) => text.indexOf(name))
      .every((at, i, all) => i === 0 || at > (all[i - 1] ?? 0)),
  ).toBe(true);
});
