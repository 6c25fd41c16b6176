import { expect, type Page, test } from '../fixtures.ts';
import { anAddress } from '../given.ts';

/** Pastes as the keyboard would: scripts can read the clipboard only on secure pages. */
async function paste(page: Page, text: string) {
  await page.getByRole('textbox', { name: 'E-mail addresses' }).evaluate((field, pasted) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData('text', pasted);
    field.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
  }, text);
}

test('A pasted list is checked, corrected and sent, and shows each result @screens', async ({
  page,
  given,
  signIn,
  expectGoodScreen,
}) => {
  const owner = await given.anOwner();
  const bob = await given.aUser(owner, { firstName: 'Bob', lastName: 'Babbage' });
  const [ada, jane, grace] = [anAddress('ada'), anAddress('jane'), anAddress('grace')];
  const typo = `${anAddress('typo').split('@')[0]}@gmial.com`;
  await signIn(owner);
  await page.goto('/users/add');

  await test.step('whatever separates them, each becomes a chip with what is known about it', async () => {
    await paste(
      page,
      `Ada Lovelace <${ada}>; "Doe, Jane" <${jane}>\n${bob.email}, ${typo}\tGrace Hopper ${grace}`,
    );
    await paste(page, `no-address, ${ada.toUpperCase()}`);
    await expect(page.getByText('4 new users, 1 already here, 1 not valid. 1 entered twice')).toBeVisible();
    const notices = page.getByRole('list', { name: 'Addresses to check' });
    await expect(notices).toContainText('Bob Babbage has already been added. Nothing changes');
    await expect(notices).toContainText('no-address has no @');
    await expectGoodScreen();
    await page.getByRole('button', { name: /^Use typo.*@gmail\.com$/ }).click();
    await expect(notices).not.toContainText('gmial');
  });

  await test.step('the result says what became of each', async () => {
    await page.getByRole('button', { name: 'Add and invite 4 users' }).click();
    await expect(page.getByRole('heading', { name: '4 users were added' })).toBeFocused();
    await expect(page.getByRole('region', { name: '1 address was refused' })).toContainText('no-address');
    await expect(page.getByRole('region', { name: '1 was already here' })).toContainText('Bob Babbage');
    await expect(page.getByRole('region', { name: 'Added: 4' })).toContainText('Jane Doe');
    await expectGoodScreen();
    expect((await given.mailTo(ada)).text).toContain('Ada');
  });

  await test.step('only the failed one goes back to the form', async () => {
    await page.getByRole('button', { name: 'Correct and try again' }).click();
    await page.getByRole('button', { name: 'Edit no-address, not valid' }).click();
    await page.keyboard.type(anAddress('mended'));
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Add and invite' }).click();
    await expect(page.getByRole('heading', { name: /^mended.* was added$/ })).toBeFocused();
  });
});
