import { me } from '@muster/contracts/access/me';
import { expect, test } from '../fixtures.ts';
import { anAddress, password } from '../given.ts';

test.use({ refusals: [401] });

test('A session that ends during input requires the password and keeps the form', async ({
  page,
  given,
  signIn,
}) => {
  const owner = await given.anOwner();
  await signIn(owner);
  await page.goto('/users/add');
  const email = anAddress('ada');
  const lookedUp = page.waitForResponse(/\/users\/look-up$/);
  await page.getByRole('textbox', { name: 'E-mail addresses' }).fill(email);
  const previewed = page.waitForResponse(
    (response) =>
      response.url().includes('/preview') && response.request().postData()?.includes('"Ada"') === true,
  );
  await page.getByRole('textbox', { name: 'First name' }).fill('Ada');
  // Waits for the page's own requests, so that the click is the first to find that the session has ended.
  await Promise.all([lookedUp, previewed]);
  // From another browser, the person ends all other sessions, including this one.
  await owner.api.call(me.endOtherSignIns, {});
  await page.getByRole('button', { name: 'Add and invite' }).click();

  const dialog = page.getByRole('dialog', { name: 'Please sign in again' });
  await expect(dialog).toBeVisible();
  await expect(dialog.getByRole('textbox', { name: 'E-mail address' })).toHaveValue(owner.email);
  await dialog.getByLabel('Password', { exact: true }).fill(password);
  await page.keyboard.press('Enter');
  await expect(dialog).toBeHidden();
  await expect(page.getByRole('button', { name: `Remove ${email}` })).toBeVisible();
  await expect(page.getByRole('textbox', { name: 'First name' })).toHaveValue('Ada');
  await page.getByRole('button', { name: 'Add and invite' }).click();
  await expect(page.getByRole('heading', { name: 'Ada was added' })).toBeVisible();
});
