import { expect, test } from '../fixtures.ts';
import { password } from '../given.ts';

test('German in the profile changes the whole screen, and is stored', async ({ page, given, signIn }) => {
  await signIn(await given.anOwner());
  await page.goto('/profile');
  await page.getByRole('combobox', { name: 'Language' }).click();
  await page.getByRole('option', { name: 'Deutsch' }).click();
  await page.getByRole('button', { name: 'Save changes' }).click();
  await expect(page.getByRole('heading', { name: 'Ihr Profil', level: 1 })).toBeVisible();
  await expect(page.locator('html')).toHaveAttribute('lang', 'de');
  await expect(page).toHaveTitle(/Ihr Profil/);
  const words: [string, string][] = [
    ['/overview', 'Übersicht'],
    ['/users', 'Benutzer'],
    ['/groups', 'Gruppen'],
    ['/audit-log', 'Protokoll'],
    ['/account', 'Kontoeinstellungen'],
  ];
  const english = /\b(Overview|Users|Groups|Audit log|Account settings|My learning|Add|Search|Seats?|Sign)\b/;
  for (const [path, title] of words) {
    await page.goto(path);
    await expect(page.getByRole('heading', { name: title, level: 1 })).toBeVisible();
    await expect(page.locator('.mantine-Skeleton-root:visible')).toHaveCount(0);
    await expect(page.getByText(english).filter({ visible: true }), path).toHaveCount(0);
  }
});

test('A changed password signs other browsers out, and another sign-in can be ended', async ({
  page,
  browser,
  baseURL,
  given,
  signIn,
}) => {
  const owner = await given.anOwner();
  await signIn(owner);
  const elsewhere = await browser.newContext({ baseURL: baseURL ?? '' });
  await signIn(owner, elsewhere);
  const other = await elsewhere.newPage();
  await other.goto('/groups');
  await expect(other.getByRole('heading', { name: 'Groups', level: 1 })).toBeVisible();

  await page.goto('/profile');
  await page.getByLabel('Current password', { exact: true }).fill(password);
  await page.getByLabel('New password', { exact: true }).fill('nine patient wooden boats');
  await page.getByRole('button', { name: 'Change password' }).click();
  await expect(page.getByText('Your password was changed. Other browsers were signed out.')).toBeVisible();
  await other.reload();
  await expect(other.getByRole('heading', { name: 'Sign in' })).toBeVisible();
  await elsewhere.close();
});

test.describe('A link from before', () => {
  test.use({ refusals: [410] });

  test('A password can be changed without signing others out; its owner gets an e-mail, and a link from before is void', async ({
    page,
    browser,
    baseURL,
    given,
    signIn,
  }) => {
    const owner = await given.anOwner();
    await signIn(owner);
    const elsewhere = await browser.newContext({ baseURL: baseURL ?? '' });
    await signIn(owner, elsewhere);
    const other = await elsewhere.newPage();
    await other.goto('/forgot-password');
    await other.getByRole('textbox', { name: 'E-mail address' }).fill(owner.email);
    await other.getByRole('button', { name: 'Send link' }).click();
    const link = await given.linkTo(owner.email, 'password_reset');

    await page.goto('/profile');
    await page.getByLabel('Current password', { exact: true }).fill(password);
    await page.getByLabel('New password', { exact: true }).fill('nine patient wooden boats');
    await page.getByRole('checkbox', { name: 'Sign out all other browsers' }).uncheck();
    await page.getByRole('button', { name: 'Change password' }).click();
    await expect(page.getByText('Your password was changed.', { exact: true })).toBeVisible();
    await other.goto('/groups');
    await expect(other.getByRole('heading', { name: 'Groups', level: 1 })).toBeVisible();
    await elsewhere.close();

    expect((await given.mailTo(owner.email, 'password_changed')).subject).toBe('Your password was changed');
    await page.goto(link);
    await page.getByLabel('New password', { exact: true }).fill('ten patient wooden boats');
    await page.getByRole('button', { name: 'Save password' }).click();
    await expect(page.getByRole('heading', { name: 'This link no longer works' })).toBeVisible();
  });
});

test('Profile and learning pass the screen checks @screens', async ({
  page,
  given,
  signIn,
  expectGoodScreen,
}) => {
  const owner = await given.anOwner();
  await signIn(owner);
  await page.goto('/profile');
  await expectGoodScreen();
  await page.getByRole('button', { name: 'Your menu, Olga Owner' }).click();
  await expect(page.getByRole('menuitem', { name: 'Sign out' })).toBeVisible();
  await expectGoodScreen();
  await signIn(await given.aMember(owner));
  await page.goto('/');
  await expect(page).toHaveURL(/\/learning$/);
  await expectGoodScreen();
});
