import { auth } from '@muster/contracts/access/auth';
import { openBrowser } from '../../apps/api/test/process/browser.ts';
import { expect, test } from '../fixtures.ts';
import { password } from '../given.ts';

test.use({ refusals: [401, 429] });

test('Strangers who guess a password lock themselves out, and not the browser of its owner', async ({
  page,
  browser,
  given,
  baseURL,
}) => {
  const owner = await given.anOwner();
  const enter = async (on: typeof page) => {
    await on.getByRole('textbox', { name: 'E-mail address' }).fill(owner.email);
    await on.getByLabel('Password', { exact: true }).fill(password);
    await on.getByRole('button', { name: 'Sign in' }).click();
  };
  await page.goto('/sign-in');
  await enter(page);
  await expect(page.getByRole('heading', { level: 1, name: 'Overview' })).toBeVisible();
  await page.getByRole('button', { name: 'Your menu, Olga Owner' }).click();
  await page.getByRole('menuitem', { name: 'Sign out' }).click();
  await expect(page.getByRole('heading', { name: 'Sign in' })).toBeVisible();

  const stranger = openBrowser(baseURL ?? '');
  const guesses = Array.from({ length: 20 }, (_, at) =>
    stranger
      .call(auth.signIn, { body: { email: owner.email, password: `guess number ${at}` } })
      .catch(() => null),
  );
  expect((await Promise.all(guesses)).filter(Boolean)).toEqual([]);

  const elsewhere = await (await browser.newContext({ baseURL: baseURL ?? '' })).newPage();
  await elsewhere.goto('/sign-in');
  await enter(elsewhere);
  await expect(elsewhere.getByRole('alert')).toContainText(/Too many attempts|try again/);

  await enter(page);
  await expect(page.getByRole('heading', { level: 1, name: 'Overview' })).toBeVisible();
});
