import { me } from '@muster/contracts/access/me';
import { users } from '@muster/contracts/people/users';
import { freePort, makeDataFolder, runMuster, startApp } from '../../apps/api/test/process/app-process.ts';
import { expect, test } from '../fixtures.ts';
import { anAddress, createGiven } from '../given.ts';

test('A new account sends 200 e-mails a day, says why the others wait, and sends them once the operator trusts it @screens', async ({
  page,
  signIn,
  expectGoodScreen,
}) => {
  test.slow();
  // The app of the other journeys has no limit.
  const data = makeDataFolder();
  const environment = { DATA_DIR: data.path, PORT: await freePort(), NEW_ACCOUNT_DAILY_EMAILS: '200' };
  const app = await startApp({ environment });
  const given = createGiven(app.url, data.path);
  const outbox = `${app.url}/notification-settings/outbox`;
  const owner = await given.anOwner();
  const add = (count: number) =>
    owner.api.call(users.batch, {
      body: {
        users: Array.from({ length: count }, () => ({ email: anAddress('new'), sendInvitation: true })),
      },
    });
  await signIn(owner);

  await test.step('the outbox says how many have left, how many wait and until when, and what ends it', async () => {
    await add(203);
    await page.goto(outbox);
    const notice = page.getByRole('alert').filter({ hasText: 'A new account sends up to 200 e-mails a day' });
    await expect(notice).toContainText('200 have left today. 3 more wait and leave from', {
      timeout: 60_000,
    });
    await expect(notice).toContainText('when 20 people have activated; 0 have so far');
    await expectGoodScreen();
  });

  await test.step('a new password is not held back', async () => {
    await page.context().clearCookies();
    await page.goto(`${app.url}/forgot-password`);
    await page.getByRole('textbox', { name: 'E-mail address' }).fill(owner.email);
    await page.getByRole('button', { name: 'Send link' }).click();
    expect(await given.linkTo(owner.email, 'password_reset')).toContain('/reset-password');
  });

  await test.step('the operator lifts the limit, and what waited leaves', async () => {
    const { account } = await owner.api.call(me.get, {});
    const { code } = await runMuster(['accounts', 'trust', account.id], { DATA_DIR: data.path });
    expect(code).toBe(0);
    await signIn(owner);
    await page.goto(outbox);
    await expect(page.getByText('203 e-mails')).toBeVisible();
    await expect(page.getByText('A new account sends up to')).toBeHidden();
    const last = await add(1);
    expect(last.summary.invited).toBe(1);
    await expect(page.getByText('204 e-mails')).toBeVisible({ timeout: 60_000 });
    await expect(page.getByText('Queued')).toHaveCount(0, { timeout: 60_000 });
  });

  await page.goto('about:blank');
  await given.close();
  await app.stop();
  data.remove();
});
