import { account } from '@muster/contracts/account/account';
import { openFakeResend } from '../../apps/api/test/fake-resend.ts';
import { freePort, makeDataFolder, startApp } from '../../apps/api/test/process/app-process.ts';
import { expect, test } from '../fixtures.ts';
import { anAddress, createGiven, password } from '../given.ts';

const secret = `whsec_${Buffer.from('a secret of thirty-two characters').toString('base64')}`;

/** Starts a separate app that sends through a fake Resend, which bounces e-mails to `bounce.…@`. */
async function startWithResend() {
  const port = await freePort();
  const data = makeDataFolder();
  const resend = await openFakeResend({
    webhook: { url: () => `http://127.0.0.1:${port}/api/v1/webhooks/resend`, secret, seed: 1 },
    domains: [{ name: 'acme.example', status: 'verified' }],
  });
  const app = await startApp({
    environment: {
      DATA_DIR: data.path,
      PORT: port,
      MAIL_FROM: 'Acme <people@acme.example>',
      RESEND_API_KEY: resend.apiKey,
      RESEND_BASE_URL: resend.url,
      RESEND_WEBHOOK_SECRET: secret,
    },
  });
  return {
    url: app.url,
    dataDir: data.path,
    /** The link in the latest e-mail to an address. */
    linkTo: (email: string) =>
      /https?:\/\/\S+#[\w-]{43}/.exec(resend.sent.findLast(({ to }) => to === email)?.text ?? '')?.[0],
    async stop() {
      await app.stop();
      await resend.close();
      data.remove();
    },
  };
}

test('An invitation bounces, the bell reports it, the corrected address gets a new one, and its user activates', async ({
  page,
  browser,
  signIn,
  watchConsole,
}) => {
  test.slow();
  const { url, dataDir, linkTo, stop } = await startWithResend();
  const given = createGiven(url, dataDir);
  const [wrong, right] = [anAddress('bounce'), anAddress('ada')];
  const owner = await given.anOwner();
  const group = await given.aGroup(owner, 'Drivers');
  await signIn(owner);
  await page.goto(`${url}/users`);
  await expect(page.getByText('1 user', { exact: true })).toBeVisible();
  const invited = { email: wrong, firstName: 'Ada', lastName: 'Lovelace', groupIds: [group.id] };
  await given.aUser(owner, { ...invited, sendInvitation: true });
  const row = page.getByRole('row').filter({ hasText: 'Ada Lovelace' });

  await test.step('the list and the bell say that it bounced, and why, without a reload', async () => {
    await expect(row).toContainText('Bounced: 550 5.1.1 no such user');
    await page.getByRole('button', { name: 'Notifications, 1 unread' }).click();
    const notification = page.getByRole('link', {
      name: /The invitation to Ada Lovelace bounced: 550 5\.1\.1/,
    });
    await notification.click();
    await expect(page.getByRole('heading', { name: 'Ada Lovelace', level: 1 })).toBeVisible();
  });

  const oldLink = linkTo(wrong) ?? '';
  await test.step('the address is corrected; the groups and the seat stay', async () => {
    await page.getByRole('button', { name: 'Correct address' }).click();
    const dialog = page.getByRole('dialog', { name: 'Correct the address of Ada Lovelace' });
    await expect(dialog.getByRole('textbox', { name: 'E-mail address' })).toBeFocused();
    await page.keyboard.type(right);
    await page.keyboard.press('Enter');
    await expect(page.getByText(`A new invitation is on its way to ${right}.`)).toBeVisible();
    await expect(page.getByRole('main')).toContainText('Delivered');
    await expect(page.getByRole('main').getByRole('link', { name: 'Drivers' })).toBeVisible();
    const { used } = await owner.api.call(account.seats, {});
    expect(used).toBe(2);
  });

  await test.step('both mails and what became of them stand in the outbox', async () => {
    await page.goto(`${url}/notification-settings/outbox?template=invitation`);
    await expect(page.getByRole('row').filter({ hasText: wrong })).toContainText('Bounced');
    await expect(page.getByRole('row').filter({ hasText: right })).toContainText('Delivered');
  });

  const theirs = await browser.newContext({ locale: 'en-GB' });
  const employee = await theirs.newPage();
  await test.step('the old link is dead', async () => {
    await employee.goto(oldLink);
    await expect(employee.getByRole('heading', { level: 1 })).toBeVisible();
    await expect(employee.getByLabel('Choose a password', { exact: true })).toBeHidden();
  });
  await test.step('the new one lets its owner in', async () => {
    const fresh = await theirs.newPage();
    watchConsole(fresh);
    await fresh.goto(linkTo(right) ?? '');
    await expect(fresh.getByText(right)).toBeVisible();
    await fresh.getByLabel('Choose a password', { exact: true }).fill(password);
    await fresh.getByRole('button', { name: 'Activate my account' }).click();
    await expect(fresh.getByRole('heading', { name: 'Hello Ada' })).toBeVisible();
    await expect(page.getByRole('button', { name: 'Notifications, 1 unread' })).toBeVisible();
  });
  await theirs.close();
  await page.goto('about:blank');
  await stop();
});
