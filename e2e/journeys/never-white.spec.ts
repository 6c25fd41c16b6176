import { expect, type Page, test } from '../fixtures.ts';

/** Takes the code of a page away, as an update does; returns a function that brings it back. */
async function takeAway(page: Page, chunk: RegExp): Promise<() => Promise<void>> {
  await page.route(chunk, (route) => route.fulfill({ status: 404, body: '' }));
  return () => page.unroute(chunk);
}

/** Answers the app's question for its page as a server with a newer version does. */
const serveNewVersion = (page: Page) =>
  page.route('/', async (route) => {
    if (route.request().isNavigationRequest()) return route.fallback();
    await route.fulfill({
      contentType: 'text/html',
      body: '<script type="module" src="/assets/new.js"></script>',
    });
  });

const loadsOf = (page: Page) => {
  let loads = 0;
  page.on('load', () => {
    loads += 1;
  });
  return () => loads;
};

test.describe('a part of the app that is missing', () => {
  test.use({ refusals: [404] });

  test('is reported and can be retried, and the page around it stays @screens', async ({
    page,
    given,
    signIn,
    expectGoodScreen,
  }) => {
    await signIn(await given.anOwner());
    await page.goto('/users/add');
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    const bringBack = await takeAway(page, /\/assets\/GroupsPage-.*\.js$/);
    await page.getByRole('link', { name: 'Add / edit user groups' }).click();
    await expect(page.getByRole('alert')).toContainText('This page could not be loaded');
    await expect(page.getByRole('link', { name: 'Skip to content' })).toBeAttached();
    await expectGoodScreen();
    await page.screenshot({ path: test.info().outputPath('missing.png') });
    await bringBack();
    await page.getByRole('button', { name: 'Try again' }).click();
    await expect(page.getByRole('heading', { name: 'Groups', level: 1 })).toBeVisible();
  });

  test('reloads once for a new version, and the draft is still there', async ({ page, given, signIn }) => {
    await signIn(await given.anOwner());
    await page.goto('/users/add');
    await page.getByRole('textbox', { name: 'First name' }).fill('Ada');
    await takeAway(page, /\/assets\/GroupsPage-.*\.js$/);
    await serveNewVersion(page);
    const loads = loadsOf(page);
    await page.getByRole('link', { name: 'Add / edit user groups' }).click();
    // The reloaded page is no newer: it says what is missing instead of reloading again.
    await expect(page.getByRole('alert')).toContainText('This page could not be loaded');
    expect(loads()).toBe(1);
    await page.goBack();
    await expect(page.getByRole('textbox', { name: 'First name' })).toHaveValue('Ada');
  });

  test('is said even if it is the first one, or the texts', async ({ browser }) => {
    // Not `page`: the browser reports each failure in its console.
    const page = await browser.newPage();
    for (const chunk of [/\/assets\/index-.*\.js$/, /\/assets\/public\.en-.*\.js$/]) {
      const bringBack = await takeAway(page, chunk);
      await page.goto('/sign-in');
      await expect(page.getByRole('alert').filter({ hasText: 'Muster could not be loaded' })).toBeVisible();
      await bringBack();
      await page.getByRole('button', { name: 'Try again' }).click();
      await expect(page.getByRole('heading', { name: 'Sign in' })).toBeVisible();
    }
    await page.close();
  });
});

test('A form keeps what was typed across a reload', async ({ page, given, signIn }) => {
  const owner = await given.anOwner();
  const group = await given.aGroup(owner, 'Drivers');
  await signIn(owner);
  await page.goto(`/groups/${group.id}/edit`);
  await page.getByRole('textbox', { name: 'Description' }).fill('Who drive by night.');
  page.once('dialog', (dialog) => dialog.accept());
  await page.reload();
  await expect(page.getByRole('textbox', { name: 'Description' })).toHaveValue('Who drive by night.');
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByRole('dialog')).toBeHidden();
  await expect(page.getByText('Who drive by night.')).toBeVisible();
});

test.describe('without a network', () => {
  test('a bar says what waits, and nothing is lost @screens', async ({
    page,
    context,
    given,
    signIn,
    expectGoodScreen,
  }) => {
    const owner = await given.anOwner();
    const group = await given.aGroup(owner, 'Drivers');
    await signIn(owner);
    await page.goto(`/groups/${group.id}/edit`);
    await page.getByRole('textbox', { name: 'Description' }).fill('Who drive by night.');
    await context.setOffline(true);
    const bar = page.getByRole('status').filter({ hasText: 'You are offline.' });
    await expect(bar).toContainText('What you see may be out of date.');
    await page.getByRole('button', { name: 'Save' }).click();
    await expect(bar).toContainText('One change waits');
    await page.screenshot({ path: test.info().outputPath('offline.png') });
    await context.setOffline(false);
    await expect(page.getByRole('dialog')).toBeHidden();
    await expect(bar).toBeHidden();
    await expect(page.getByText('Who drive by night.')).toBeVisible();
    await expectGoodScreen();
  });
});
