import { emails } from '@muster/contracts/mail/emails';
import { expect, test } from '../fixtures.ts';

test('The outbox shows the status of each e-mail, and its content without the sign-in link', async ({
  page,
  given,
  signIn,
}) => {
  const owner = await given.anOwner();
  const { email, link } = await given.anInvited(owner);
  const other = await given.anInvited(owner, 'Grace');
  await signIn(owner);
  await page.goto('/notification-settings/outbox');
  const row = page.getByRole('row').filter({ hasText: email });
  await expect(row).toContainText('Sent');
  await expect(page.getByRole('row').filter({ hasText: other.email })).toBeVisible();
  await page.getByRole('searchbox', { name: 'Search recipient' }).fill(email);
  await expect(page).toHaveURL(/q=/);
  await expect(page.getByRole('row').filter({ hasText: other.email })).toBeHidden();

  await row.getByRole('link').click();
  const mail = page.getByRole('dialog');
  await expect(mail.getByRole('list', { name: 'Delivery history' })).toContainText('Sent');
  const frame = mail.frameLocator('iframe');
  await expect(frame.getByRole('link', { name: 'Activate my account' })).toBeVisible();
  const token = link.split('#')[1] ?? 'no token';
  expect(await mail.locator('iframe').getAttribute('srcdoc')).not.toContain(token);
  await mail.getByText('Plain text').click();
  await expect(mail.locator('pre')).toContainText('Ada');
  expect(await mail.locator('pre').textContent()).not.toContain(token);
  await mail.getByRole('button', { name: 'Close' }).click();
  await expect(mail).toBeHidden();
  await expect(page).toHaveURL(/outbox\?q=/);
});

test('An e-mail also opens from the page of its user', async ({ page, given, signIn }) => {
  const owner = await given.anOwner();
  const { id } = await given.anInvited(owner);
  await signIn(owner);
  await page.goto(`/users/${id}/emails`);
  await page.getByRole('article').getByRole('link').first().click();
  await expect(page.getByRole('dialog').locator('iframe')).toBeVisible();
  await expect(page).toHaveURL(new RegExp(`/users/${id}/emails/`));
});

test.describe('a missing e-mail', () => {
  test.use({ refusals: [404] });

  test("is reported, and nobody sees another account's e-mails", async ({ page, given, signIn }) => {
    const stranger = await given.anOwner();
    await given.anInvited(stranger);
    const { data } = await stranger.api.call(emails.list, { query: {} });
    await signIn(await given.anOwner());
    await page.goto(`/notification-settings/outbox/${data[0]?.id}`);
    await expect(page.getByRole('heading', { name: 'E-mail not found' })).toBeVisible();
  });
});

test('The outbox and an e-mail pass the screen checks @screens', async ({
  page,
  given,
  signIn,
  expectGoodScreen,
}) => {
  const owner = await given.anOwner();
  await signIn(owner);
  await page.goto('/notification-settings/outbox?q=nobody-has-this');
  await expect(page.getByText('Nothing matches')).toBeVisible();
  await expectGoodScreen();
  const { email } = await given.anInvited(owner);
  await page.goto('/notification-settings/outbox');
  const row = page.getByRole('row').filter({ hasText: email });
  await expect(row).toBeVisible();
  await expectGoodScreen();
  await row.getByRole('link').click();
  await expect(page.getByRole('dialog').locator('iframe')).toBeVisible();
  await expectGoodScreen();
});
