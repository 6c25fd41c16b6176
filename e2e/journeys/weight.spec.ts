import { expect, type Page, test } from '../fixtures.ts';

/** The scripts that opening a page fetches: how many, and their size as sent, in kB (1,000 bytes). */
async function scriptsOf(page: Page, path: string, isThere: () => Promise<unknown>) {
  const sizes: Promise<number>[] = [];
  page.on('requestfinished', (request) => {
    if (request.resourceType() !== 'script') return;
    sizes.push(request.sizes().then(({ responseBodySize }) => responseBodySize));
  });
  await page.goto(path);
  await isThere();
  await page.waitForLoadState('networkidle', { timeout: 2000 }).catch(() => undefined);
  const bytes = (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0);
  const found = { count: sizes.length, kB: Math.round(bytes / 100) / 10 };
  test.info().annotations.push({ type: 'scripts', description: `${found.count}, ${found.kB} kB` });
  return found;
}

// React alone is 60 kB, the router 28, Mantine's part 22, zod 16, TanStack Query 10.
test('Sign-in and activation load few and small scripts', async ({ page, given, browser }) => {
  const signIn = await scriptsOf(page, '/sign-in', () =>
    expect(page.getByLabel('Password', { exact: true })).toBeVisible(),
  );
  expect(signIn.kB).toBeLessThanOrEqual(178);
  expect(signIn.count).toBeLessThanOrEqual(10);
  const { link } = await given.anInvited(await given.anOwner());
  const fresh = await browser.newPage();
  const activation = await scriptsOf(fresh, link, () =>
    expect(fresh.getByRole('heading', { level: 1 })).toBeVisible(),
  );
  expect(activation.kB).toBeLessThanOrEqual(178);
  expect(activation.count).toBeLessThanOrEqual(10);
  await fresh.close();
});

test('The users page loads few and small scripts', async ({ page, given, signIn }) => {
  await signIn(await given.theDemoOwner());
  const { count, kB } = await scriptsOf(page, '/users', () =>
    expect(page.getByRole('row').nth(5)).toBeVisible(),
  );
  expect(count).toBeLessThanOrEqual(25);
  expect(kB).toBeLessThanOrEqual(300);
});
