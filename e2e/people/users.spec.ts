import { users } from '@muster/contracts/people/users';
import { expect, test } from '../fixtures.ts';
import { anAddress } from '../given.ts';

test('A user is added and invited by keyboard alone', async ({ page, given, signIn }) => {
  const owner = await given.anOwner();
  await given.aGroup(owner, 'Drivers');
  await signIn(owner);
  await page.goto('/users');
  const email = anAddress('ada');
  const { keyboard } = page;
  /** Presses Tab until the target has the focus, like a person without a mouse. */
  const tabTo = async (target: ReturnType<typeof page.getByRole>) => {
    await expect(async () => {
      await keyboard.press('Tab');
      await expect(target).toBeFocused({ timeout: 50 });
    }).toPass({ intervals: [0], timeout: 15_000 });
  };

  await expect(page.getByText('1 user')).toBeVisible();
  await tabTo(page.getByRole('main').getByRole('link', { name: 'Add users' }).first());
  await keyboard.press('Enter');
  await expect(page.getByRole('textbox', { name: 'E-mail address' })).toBeFocused();
  await keyboard.type(email);
  await tabTo(page.getByRole('textbox', { name: 'First name' }));
  await keyboard.type('Ada');
  await tabTo(page.getByRole('textbox', { name: 'Last name' }));
  await keyboard.type('Lovelace');
  await tabTo(page.getByRole('combobox', { name: 'Groups' }));
  await keyboard.type('driv');
  // Faster than the search: Enter waits for its first match.
  await keyboard.press('Enter');
  await expect(page.getByRole('button', { name: 'Remove Drivers' })).toBeVisible();
  await keyboard.type('Night shift');
  const marked = page.locator('[role=option][data-combobox-selected]');
  await expect(marked).toHaveText('Create “Night shift”');
  await expect(page.getByRole('combobox', { name: 'Groups' })).toHaveAttribute(
    'aria-activedescendant',
    (await marked.getAttribute('id')) ?? '',
  );
  await keyboard.press('Enter');
  await expect(page.getByRole('button', { name: 'Remove Night shift' })).toBeVisible();
  const switched = page.getByRole('switch', { name: 'Send invitation now' });
  await tabTo(switched);
  await expect(switched).toBeChecked();
  await keyboard.press('Space');
  await expect(switched).not.toBeChecked();
  await keyboard.press('Space');
  await tabTo(page.getByRole('button', { name: 'Add and invite' }));
  await keyboard.press('Enter');

  await expect(page.getByRole('heading', { name: 'Ada Lovelace was added' })).toBeFocused();
  await given.mailTo(email);
  await tabTo(page.getByRole('button', { name: 'Add another' }));
  await keyboard.press('Enter');
  await expect(page.getByRole('textbox', { name: 'E-mail address' })).toBeFocused();
});

test('The form links to the user who has the address, and is preserved while groups are edited', async ({
  page,
  given,
  signIn,
}) => {
  const owner = await given.anOwner();
  const ada = await given.aUser(owner, { firstName: 'Ada', lastName: 'Lovelace' });
  await signIn(owner);
  await page.goto('/users/add');
  await page.getByRole('textbox', { name: 'E-mail address' }).fill(ada.email.toUpperCase());
  await page.getByRole('textbox', { name: 'Last name' }).fill('King');
  await page.getByRole('link', { name: 'Add / edit user groups' }).click();
  await expect(page.getByRole('heading', { name: 'Groups', level: 1 })).toBeVisible();
  await page.getByRole('link', { name: 'Back to Add users' }).click();
  await expect(page.getByRole('textbox', { name: 'Last name' })).toHaveValue('King');
  await expect(page.getByText('has already been added. Nothing changes')).toBeVisible();
  await page.getByRole('button', { name: 'Add and invite' }).click();
  await expect(page.getByRole('heading', { name: 'Nobody was added' })).toBeFocused();
  await page.getByRole('link', { name: 'Ada Lovelace' }).click();
  await expect(page.getByRole('heading', { name: 'Ada Lovelace', level: 1 })).toBeVisible();
});

test('A user is deactivated and reactivated from the list', async ({ page, given, signIn }) => {
  const owner = await given.anOwner();
  const { email } = await given.anInvited(owner);
  await signIn(owner);
  await page.goto('/users');
  const row = page.getByRole('row').filter({ hasText: email });
  const choose = async (item: string) => {
    await row.getByRole('button', { name: 'Actions for Ada Lovelace' }).click();
    await page.getByRole('menuitem', { name: item, exact: true }).click();
    await page.getByRole('dialog').getByRole('button', { name: item, exact: true }).click();
  };
  await choose('Deactivate');
  await expect(row).toContainText('Deactivated');
  await expect(page.getByText('1 seat in use')).toBeVisible();
  await choose('Reactivate');
  await expect(row).not.toContainText('Deactivated');
  await expect(page.getByText('2 seats in use')).toBeVisible();
});

test('A user is removed from their page, which is not refetched', async ({ page, given, signIn }) => {
  const owner = await given.anOwner();
  const { id } = await given.aUser(owner, { firstName: 'Ada', lastName: 'Lovelace' });
  await signIn(owner);
  await page.goto(`/users/${id}/actions`);
  await page.getByRole('button', { name: 'Actions for Ada Lovelace' }).click();
  await page.getByRole('menuitem', { name: 'Remove' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Remove' }).click();
  await expect(page.getByText('1 user', { exact: true })).toBeVisible();
});

test('Search, filters and sort of the list are stored in the URL', async ({ page, given, signIn }) => {
  const owner = await given.theDemoOwner();
  await signIn(owner);
  await page.goto('/users');
  await expect(page.getByText('241 users')).toBeVisible();
  await page.getByRole('button', { name: 'Status', exact: true }).last().click();
  await page.getByRole('menuitemcheckbox', { name: 'Deactivated' }).click();
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Last login' }).click();
  await expect(page).toHaveURL(/status=deactivated.*sort=|sort=.*status=deactivated/);
  const sort =
    new URL(page.url()).searchParams.get('sort') === 'lastLoginAt' ? 'lastLoginAt' : '-lastLoginAt';
  const { data } = await owner.api.call(users.list, { query: { status: ['deactivated'], sort } });
  const first = page.getByRole('row').nth(1);
  await expect(first).toContainText(data[0]?.name ?? 'a name');
  await page.reload();
  await expect(first).toContainText(data[0]?.name ?? 'a name');
  await page.goto('/users?q=nobody-has-this');
  await expect(page.getByText('Nothing matches')).toBeVisible();
});

test('The list and the form pass the screen checks @screens', async ({
  page,
  given,
  signIn,
  expectGoodScreen,
}) => {
  await signIn(await given.theDemoOwner());
  await page.goto('/users');
  await expect(page.getByText('241 users')).toBeVisible();
  await expectGoodScreen();
  await page.goto('/users/add');
  await page.getByRole('textbox', { name: 'E-mail address' }).fill('no address');
  await page.getByRole('textbox', { name: 'E-mail address' }).press('Enter');
  await page.getByRole('textbox', { name: 'E-mail address' }).press('Enter');
  await expect(page.getByText('This does not look like an e-mail address.')).toBeVisible();
  await expectGoodScreen();
});

test('Every tab of a user passes the screen checks @screens', async ({
  page,
  given,
  signIn,
  expectGoodScreen,
}) => {
  const owner = await given.anOwner();
  const group = await given.aGroup(owner, 'A team with quite a long name that has to fit somewhere');
  const { id } = await given.aUser(owner, { firstName: 'Ada', groupIds: [group.id], sendInvitation: true });
  await signIn(owner);
  for (const tab of ['', '/edit', '/progress', '/actions', '/emails', '/sign-ins']) {
    await page.goto(`/users/${id}${tab}`);
    await expectGoodScreen();
  }
  await page.goto(`/users/${id}/groups`);
  await expect(page.getByRole('dialog')).toBeVisible();
  await expectGoodScreen();
});
