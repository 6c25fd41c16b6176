import { invitations } from '@muster/contracts/people/invitations';
import { users } from '@muster/contracts/people/users';
import { expect, test } from '../fixtures.ts';
import { password } from '../given.ts';

test.describe('an activation link that no longer works', () => {
  test.use({ refusals: [410, 404] });

  test('that expired sends a new, working link to the original address', async ({ page, given }) => {
    const owner = await given.anOwner();
    const { id, email, link } = await given.anInvited(owner);
    await given.expireInvitation(id);
    await page.goto(link);
    await expect(page.getByRole('heading', { name: 'This invitation has expired' })).toBeVisible();
    await page.getByRole('button', { name: 'Send me a new link' }).click();
    await expect(page.getByRole('status').filter({ hasText: 'Check your inbox' })).toBeVisible();
    await expect.poll(() => given.linkTo(email)).not.toBe(link);
    await page.goto(await given.linkTo(email));
    await page.getByLabel('Choose a password', { exact: true }).fill(password);
    await page.getByRole('button', { name: 'Activate my account' }).click();
    await expect(page).toHaveURL(/\/learning$/);
  });

  test('explains why, and what to do instead @screens', async ({ page, given, expectGoodScreen }) => {
    const owner = await given.anOwner();
    const open = await given.anInvited(owner);
    await page.goto(open.link);
    await expect(page.getByRole('heading', { name: 'Join Acme' })).toBeVisible();
    await page.getByLabel('Choose a password', { exact: true }).fill('short');
    await page.keyboard.press('Enter');
    await expect(page.getByText('At least 10 characters, please.')).toBeVisible();
    await expectGoodScreen();

    await owner.api.call(users.invite, { params: { id: open.id } });
    await expectEnd(open.link, 'There is a newer e-mail for you');
    await given.expireInvitation(open.id);
    await expect.poll(() => given.linkTo(open.email)).not.toBe(open.link);
    await expectEnd(await given.linkTo(open.email), 'This invitation has expired');

    const revoked = await given.anInvited(owner);
    const { invitation } = await owner.api.call(users.get, { params: { id: revoked.id } });
    await owner.api.call(invitations.revoke, { params: { id: invitation?.id ?? '' } });
    await expectEnd(revoked.link, 'This invitation was withdrawn');

    const member = await given.aMember(owner);
    await expectEnd(await given.linkTo(member.email), 'Your account is already active');
    await expect(page.getByRole('link', { name: 'Sign in' })).toBeVisible();
    await expectEnd(`${open.link.slice(0, -10)}`, 'This link is incomplete');

    async function expectEnd(link: string, title: string) {
      // On a page that is already open, only the fragment would change.
      await page.goto('about:blank');
      await page.goto(link);
      await expect(page.getByRole('heading', { name: title })).toBeVisible();
      await expectGoodScreen();
    }
  });
});

test('An invitation to a second company is accepted with the password of the first', async ({
  page,
  given,
}) => {
  const [first, second] = [await given.anOwner(), await given.anOwner()];
  const member = await given.aMember(first);
  const used = await given.linkTo(member.email);
  await given.aUser(second, { email: member.email, firstName: 'Ada', sendInvitation: true });
  await expect.poll(() => given.linkTo(member.email)).not.toBe(used);
  await page.goto(await given.linkTo(member.email));
  await page.getByLabel('Your password', { exact: true }).fill(password);
  await page.getByRole('button', { name: 'Join' }).click();
  await expect(page).toHaveURL(/\/learning$/);
  await page.getByRole('button', { name: 'Acme' }).first().click();
  await expect(page.getByRole('menuitem')).toHaveCount(2);
});

test('The mailbox passes the screen checks @screens', async ({ page, given, expectGoodScreen }) => {
  const { email } = await given.anInvited(await given.anOwner());
  await page.goto(`/mailbox?to=${encodeURIComponent(email)}`);
  await expect(page.getByRole('button', { name: email })).toBeVisible();
  await expectGoodScreen();
  await page.getByRole('button', { name: email }).click();
  await expect(page.frameLocator('iframe').getByRole('link', { name: 'Activate my account' })).toBeVisible();
  await expectGoodScreen();
  await page.getByText('Plain text').click();
  await expect(page.getByText('/activate#')).toBeVisible();
  await expectGoodScreen();
});
