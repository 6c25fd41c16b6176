import AxeBuilder from '@axe-core/playwright';
import { apiKeys } from '@muster/contracts/integrations/api-keys';
import type { Locator } from '@playwright/test';
import { expect, type Page, test } from '../fixtures.ts';

/** Opens the reference and waits until it is rendered. */
async function openDocs(page: Page, path = '') {
  await page.goto(`/api/docs${path}`);
  await expect(page.getByRole('heading', { name: /^Muster API/, level: 1 })).toBeVisible();
}

/** One operation of the reference. */
const operation = (page: Page, method: string, path: string) =>
  page.locator(`.opblock-${method}`).filter({ has: page.locator(`[data-path="${path}"]`) });

/** Executes an expanded operation. */
async function tryOut(block: Locator) {
  await block.getByRole('button', { name: 'Try it out' }).click();
  await block.getByRole('button', { name: 'Execute' }).click();
  return block.locator('.live-responses-table');
}

test('A signed-in admin reads the reference and tries it out', async ({ page, baseURL, given, signIn }) => {
  const owner = await given.anOwner();
  await signIn(owner);
  const strangers: string[] = [];
  page.on('request', (request) => {
    const isOurs = request.url().startsWith(`${baseURL}/`) || request.url().startsWith('data:');
    if (!isOurs) strangers.push(request.url());
  });
  await openDocs(page);
  await page.locator('[id="operations-tag-users"]').click();
  const list = operation(page, 'get', '/api/v1/users');
  await list.locator('.opblock-summary-control').click();
  const answer = await tryOut(list);
  await expect(answer.locator('.response .response-col_status')).toContainText('200');
  await expect(answer).toContainText(owner.email);
  expect(strangers).toEqual([]);
});

test('An API key can be used instead of the session', async ({ page, given, signIn }) => {
  const owner = await given.anOwner();
  await signIn(owner);
  const { key } = await owner.api.call(apiKeys.create, { body: { name: 'Docs', scopes: ['users:read'] } });
  await page.context().clearCookies();
  await openDocs(page, '#/users/users.list');
  await page.getByRole('button', { name: 'Authorize', exact: true }).click();
  const dialog = page.locator('.dialog-ux');
  await dialog.getByRole('textbox').last().fill(key);
  await dialog.getByRole('button', { name: 'Apply credentials' }).last().click();
  await dialog.getByRole('button', { name: 'Close' }).last().click();
  const answer = await tryOut(operation(page, 'get', '/api/v1/users'));
  await expect(answer).toContainText(owner.email);
});

/**
 * Faults of Swagger UI that a stylesheet cannot fix: its headings skip the second level, and the link to an
 * operation is inside the button that expands it.
 */
const ofSwaggerUi = ['heading-order', 'nested-interactive'];

/** Checks the reference with axe and for horizontal overflow. */
async function expectGoodReference(page: Page) {
  const axe = new AxeBuilder({ page }).disableRules(ofSwaggerUi);
  const { violations } = await axe.analyze();
  const found = violations.flatMap(({ id, nodes }) =>
    nodes.map(({ html }) => `${id}: ${html.slice(0, 160)}`),
  );
  expect.soft(found).toEqual([]);
  const { scrollWidth, clientWidth } = await page.evaluate(() => {
    const { scrollWidth, clientWidth } = document.documentElement;
    return { scrollWidth, clientWidth };
  });
  expect.soft(scrollWidth).toBeLessThanOrEqual(clientWidth);
}

test('The reference and a guide pass the screen checks @screens', async ({ page, expectGoodScreen }) => {
  await openDocs(page);
  await expectGoodReference(page);
  await page.locator('[id="operations-tag-groups"]').click();
  await operation(page, 'post', '/api/v1/groups').locator('.opblock-summary-control').click();
  await expect(page.getByRole('button', { name: 'Try it out' })).toBeVisible();
  await expectGoodReference(page);
  await page.goto('/api/docs/guides/integrating');
  await expectGoodScreen();
});
