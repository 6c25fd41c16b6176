import { expect, test } from '../fixtures.ts';
import { password } from '../given.ts';

test.describe('signing in', () => {
  test.use({ refusals: [401] });

  test('refuses a wrong password next to the form, then opens the requested page', async ({
    page,
    given,
  }) => {
    const { email } = await given.anOwner();
    await page.goto('/users?status=active');
    await page.getByRole('textbox', { name: 'E-mail address' }).fill(email);
    await page.getByLabel('Password', { exact: true }).fill('not the right password');
    await page.keyboard.press('Enter');
    await expect(page.getByRole('alert')).toBeVisible();
    await page.getByLabel('Password', { exact: true }).fill(password);
    await page.keyboard.press('Enter');
    await expect(page.getByRole('heading', { name: 'Users', level: 1 })).toBeVisible();
    await expect(page).toHaveURL(/\/users\?status=active$/);
  });

  test('ends in every tab of the browser when the user signs out', async ({
    page,
    context,
    given,
    signIn,
  }) => {
    await signIn(await given.anOwner());
    await page.goto('/overview');
    const other = await context.newPage();
    await other.goto('/groups');
    await expect(other.getByRole('heading', { name: 'Groups', level: 1 })).toBeVisible();
    await page.getByRole('button', { name: 'Your menu, Olga Owner' }).click();
    await page.getByRole('menuitem', { name: 'Sign out' }).click();
    await expect(page.getByRole('heading', { name: 'Sign in' })).toBeVisible();
    await expect(other.getByRole('button', { name: 'Sign in' })).toBeVisible();
    await page.goto('/users');
    await expect(page.getByRole('heading', { name: 'Sign in' })).toBeVisible();
  });
});

test.describe('a forgotten password', () => {
  test.use({ refusals: [410] });

  test('is replaced with the e-mailed link, which works once', async ({ page, given }) => {
    const { email } = await given.anOwner();
    await page.goto('/sign-in');
    await page.getByRole('link', { name: 'Forgot your password?' }).click();
    // The previous page has a field with that name, too.
    await expect(page.getByRole('heading', { name: 'Reset your password' })).toBeVisible();
    await page.getByRole('textbox', { name: 'E-mail address' }).fill(email);
    await page.getByRole('button', { name: 'Send link' }).click();
    await expect(page.getByRole('status').filter({ hasText: 'Check your inbox' })).toBeVisible();
    const link = await given.linkTo(email, 'password_reset');
    await page.goto(link);
    const fresh = 'eleven patient wooden boats';
    await page.getByLabel('New password', { exact: true }).fill(fresh);
    await page.getByRole('button', { name: 'Save password' }).click();
    await expect(page.getByRole('heading', { name: 'Your password was changed' })).toBeVisible();
    await page.getByRole('link', { name: 'Sign in' }).click();
    await page.getByRole('textbox', { name: 'E-mail address' }).fill(email);
    await page.getByLabel('Password', { exact: true }).fill(fresh);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await expect(page.getByRole('button', { name: 'Your menu, Olga Owner' })).toBeVisible();

    await page.goto(link);
    await page.getByLabel('New password', { exact: true }).fill('twelve patient wooden boats');
    await page.getByRole('button', { name: 'Save password' }).click();
    await expect(page.getByRole('heading', { name: 'This link no longer works' })).toBeVisible();
  });
});

test('A button signs in to the demo company', async ({ page }) => {
  await page.goto('/sign-in');
  await page.getByRole('button', { name: 'Look around in the demo company' }).click();
  await page
    .getByRole('navigation', { name: 'Main navigation' })
    .getByRole('link', { name: 'Users' })
    .click();
  await expect(page.getByText('241 users')).toBeVisible();
});

test('The sign-in pages pass the screen checks @screens', async ({ page, given, expectGoodScreen }) => {
  for (const path of ['/sign-in', '/sign-up', '/forgot-password', '/reset-password']) {
    await page.goto(path);
    await expectGoodScreen();
  }
  await page.goto('/sign-up');
  await page.getByRole('button', { name: 'Create account' }).click();
  await expect(page.getByRole('textbox', { name: 'Company' })).toBeFocused();
  await expectGoodScreen();
  const { email, api } = await given.anOwner();
  await api.send({ method: 'POST', path: '/api/v1/auth/forgot-password', body: { email } });
  await page.goto(await given.linkTo(email, 'password_reset'));
  await page.getByLabel('New password', { exact: true }).fill('too weak');
  await expectGoodScreen();
});

test.describe('an unknown page', () => {
  test.use({ refusals: [404] });

  test('says so, and passes the screen checks @screens', async ({ page, expectGoodScreen }) => {
    const answer = await page.goto('/no/such/page');
    expect(answer?.status()).toBe(404);
    await expectGoodScreen();
  });
});
