import { readFile } from 'node:fs/promises';
import { users } from '@muster/contracts/people/users';
import { expect, type Page, test } from '../fixtures.ts';
import { anAddress } from '../given.ts';

async function upload(page: Page, name: string, text: string) {
  const buffer = Buffer.from(text);
  await page.locator('input[type=file]').setInputFiles({ name, mimeType: 'text/csv', buffer });
  await expect(page.getByRole('heading', { name: `Check ${name}` })).toBeVisible();
}

test('A file with errors is imported, and its failed rows are corrected and imported @screens', async ({
  page,
  given,
  signIn,
  expectGoodScreen,
}) => {
  const owner = await given.anOwner();
  const bob = await given.aUser(owner, { firstName: 'Bob' });
  const [ada, jane, grace] = [anAddress('ada'), anAddress('jane'), anAddress('grace')];
  await signIn(owner);

  await test.step('the file is uploaded and looked at', async () => {
    await page.goto('/users/import');
    await expectGoodScreen();
    await page.getByRole('radio', { name: 'New people and changes' }).check();
    const rows = [
      'Mail;Vorname;Nachname;Rolle;Team',
      `${ada};Ada;Lovelace;Admin;Analysts`,
      `${bob.email};Robert;Babbage;;`,
      `${jane};Jane;Doe;Boss;Analysts`,
      'grace;Grace;Hopper;Member;',
    ];
    await upload(page, 'staff.csv', rows.join('\r\n'));
    const table = page.getByRole('table', { name: 'Rows of the file' });
    await expect(table).toContainText('Robert');
    await expectGoodScreen();
    await page.reload();
    await expect(page.getByRole('button', { name: '2 with errors, left out' })).toBeVisible();
  });

  await test.step('a column is read as something else', async () => {
    const team = page.getByRole('combobox', { name: '“Team” is read as' });
    await team.selectOption('Not read');
    await expect(page.getByText('Create 1 new group')).toBeHidden();
    await team.selectOption('Groups');
    await expect(page.getByText('Create 1 new group')).toBeVisible();
  });

  await test.step('it runs and ends in a report', async () => {
    await page.getByRole('button', { name: 'Add 1 user and change 1 user, send 1 invitation' }).click();
    await expect(page.getByText('Imported, but 2 rows failed')).toBeVisible();
    const table = page.getByRole('table', { name: 'Rows of the file' });
    await expect(table).toContainText('This role does not exist.');
    await expectGoodScreen();
    await given.mailTo(ada);
    const { data } = await owner.api.call(users.lookUp, { body: { emails: [ada, bob.email] } });
    expect(data.map(({ user }) => [user.name, user.groups.map(({ name }) => name)])).toEqual([
      ['Ada Lovelace', ['Analysts']],
      ['Robert Babbage', []],
    ]);
  });

  await test.step('the failed rows are mended and uploaded again', async () => {
    const downloading = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Download failed rows' }).click();
    const text = await readFile(await (await downloading).path(), 'utf8');
    const corrected = text.replace('Boss', 'Member').replace(/(^|[\r\n";,])grace(?=[;",])/, `$1${grace}`);
    await page.getByRole('link', { name: 'Upload the fixed file' }).click();
    await upload(page, 'mended.csv', corrected);
    await page.getByRole('button', { name: 'Add 2 users, send 2 invitations' }).click();
    await expect(page.getByText('Everything was imported')).toBeVisible();
    await expectGoodScreen();
    await given.mailTo(grace);
    await page.goto('/users/import');
    await expect(page.getByRole('table', { name: 'Earlier imports' })).toContainText('mended.csv');
  });
});

test.describe('a file that is not a table', () => {
  test.use({ refusals: [422] });

  test('is refused with advice, and the template is accepted', async ({ page, given, signIn }) => {
    await signIn(await given.anOwner());
    await page.goto('/users/import');
    const buffer = Buffer.from('PK\u0003\u0004 a workbook');
    await page.locator('input[type=file]').setInputFiles({ name: 'staff.csv', mimeType: 'text/csv', buffer });
    await expect(page.getByRole('alert')).toBeFocused();
    await expect(page.getByRole('alert')).toContainText('CSV');
    const downloading = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Download template' }).click();
    await upload(page, 'template.csv', await readFile(await (await downloading).path(), 'utf8'));
  });
});
