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

test('A CSV from hell is fixed in the preview while the rest is imported, and all of it is undone @screens', async ({
  page,
  given,
  signIn,
  expectGoodScreen,
}) => {
  const owner = await given.anOwner();
  const [ada, grace, jane, joan] = ['ada', 'grace', 'jane', 'joan'].map((name) => anAddress(name));
  await signIn(owner);
  const table = page.getByRole('table', { name: 'Rows of the file' });

  await test.step('it is read in spite of everything', async () => {
    await page.goto('/users/import');
    const rows = [
      'sep=|',
      'Staff list of all sites||||||',
      'E-Mail|Name||Personalnummer||Sprache|Crew',
      '|Vorname|Nachname||||',
      `${ada}|Ada|Lovelace|="000123"||de|Navy`,
      `${grace}|Grace|Hopper|1,5E+12||Klingon|Navy`,
      '\uFEFFE-Mail|Name||Personalnummer||Sprache|Crew',
      'jane(at)example.org|Jane|Doe|||en|Navy',
      `${joan}|Joan|Clarke|000124|||Navy`,
      `${joan}|Joan|Clarke||||`,
    ];
    const text = rows.map((row, index) => row + (index % 2 === 0 ? '\r\n' : '\n')).join('');
    const buffer = Buffer.from(`\uFEFF${text}`, 'utf16le');
    await page.locator('input[type=file]').setInputFiles({ name: 'hell.csv', mimeType: 'text/csv', buffer });
    await expect(page.getByRole('heading', { name: 'Check hell.csv' })).toBeVisible();
    await expect(page.getByText('5 rows, UTF-16, separated by bars')).toBeVisible();
    await expect(page.getByRole('button', { name: '2 with errors, left out' })).toBeVisible();
    await page.getByRole('combobox', { name: '“Crew” is read as' }).selectOption('Groups');
    await expect(page.getByText('Create 1 new group')).toBeVisible();
    await page.getByRole('button', { name: '1 with something left out' }).click();
    await expect(table).toContainText('cut digits off');
    await expectGoodScreen();
  });

  await test.step('a cell is fixed in the preview', async () => {
    await page.getByRole('button', { name: '2 with errors, left out' }).click();
    await page.getByRole('button', { name: 'Fix line 8' }).click();
    const dialog = page.getByRole('dialog', { name: 'Fix line 8' });
    await expect(dialog).toContainText('This is not a valid e-mail address.');
    await expect(dialog.getByRole('textbox', { name: /^E-Mail/ })).toBeFocused();
    await expectGoodScreen();
    await dialog.getByRole('textbox', { name: /^E-Mail/ }).fill(jane ?? '');
    await dialog.getByRole('button', { name: 'Save and check again' }).click();
    await expect(dialog).toBeHidden();
    await expect(page.getByRole('button', { name: '1 with errors, left out' })).toBeVisible();
  });

  await test.step('the rest is imported, and the bell shows it on another page', async () => {
    await page.getByRole('button', { name: 'Add 4 users, send 4 invitations' }).click();
    await expect(page.getByText('Imported, but 1 row failed')).toBeVisible();
    await page.goto('/users');
    await page.getByRole('button', { name: /^Notifications/ }).click();
    await expect(page.getByRole('link', { name: 'hell.csv was imported, 1 row failed' })).toBeVisible();
    await expectGoodScreen();
    await page.getByRole('link', { name: 'hell.csv was imported, 1 row failed' }).click();
    await page.getByRole('button', { name: 'Fix 1 row here' }).click();
    await expect(table).toContainText('already has these values');
    await page.goBack();
  });

  await test.step('the next file with the same columns is read alike', async () => {
    await page.goto('/users/import');
    await upload(
      page,
      'next.csv',
      `E-Mail;Vorname;Nachname;Personalnummer;;Sprache;Crew\n${anAddress()};A;B;9;;;Navy\n`,
    );
    await expect(page.getByText(/as somebody in your company chose/)).toBeVisible();
  });

  await test.step('the import is undone', async () => {
    await page.goto('/users/import');
    await page.getByRole('link', { name: 'hell.csv' }).last().click();
    await page.getByRole('button', { name: 'Undo import' }).click();
    const dialog = page.getByRole('dialog', { name: 'Undo the import of hell.csv?' });
    await expect(dialog).toContainText('4 added users are removed');
    await expectGoodScreen();
    await dialog.getByRole('button', { name: 'Undo import' }).click();
    await expect(page.getByText('The import was undone')).toBeVisible();
    await expect(page.getByText('4 rows were taken back, 1 empty group was deleted.')).toBeVisible();
    await expectGoodScreen();
    const { data } = await owner.api.call(users.list, { query: {} });
    expect(data.map(({ email }) => email)).toEqual([owner.email]);
  });
});

test.describe('a file that is not a table', () => {
  test.use({ refusals: [422] });

  test('is refused with advice, and the template is accepted', async ({ page, given, signIn }) => {
    await signIn(await given.anOwner());
    await page.goto('/users/import');
    const buffer = Buffer.from('d0cf11e0a1b11ae1', 'hex');
    await page.locator('input[type=file]').setInputFiles({ name: 'staff.xls', mimeType: 'text/csv', buffer });
    await expect(page.getByRole('alert')).toBeFocused();
    await expect(page.getByRole('alert')).toContainText('Save it as XLSX or CSV');
    const downloading = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Download template' }).click();
    await upload(page, 'template.csv', await readFile(await (await downloading).path(), 'utf8'));
  });
});
