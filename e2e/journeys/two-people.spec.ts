import { users } from '@muster/contracts/people/users';
import { expect, test } from '../fixtures.ts';

test('Two people edit the same user at once, and both changes stay', async ({
  page,
  browser,
  baseURL,
  given,
  signIn,
}) => {
  const owner = await given.anOwner();
  const drivers = await given.aGroup(owner, 'Drivers');
  const { userId: id } = await given.aMember(owner);
  const elsewhere = await browser.newContext({ baseURL: baseURL ?? '' });
  await signIn(owner);
  await signIn(owner, elsewhere);
  const other = await elsewhere.newPage();
  for (const one of [page, other]) {
    await one.goto(`/users/${id}/edit`);
    await expect(one.getByRole('dialog').getByRole('textbox', { name: 'First name' })).toBeVisible();
  }

  await other.getByRole('textbox', { name: 'First name' }).fill('Augusta');
  await other.getByRole('combobox', { name: 'Groups' }).fill('Driv');
  await other.getByRole('option', { name: 'Drivers' }).click();
  await other.getByRole('dialog').getByRole('button', { name: 'Save changes' }).click();
  await expect(other.getByRole('dialog')).toBeHidden();

  await page.getByRole('textbox', { name: 'Last name' }).fill('King');
  await page.getByRole('dialog').getByRole('button', { name: 'Save changes' }).click();
  await expect(page.getByRole('dialog')).toBeHidden();

  const user = await owner.api.call(users.get, { params: { id } });
  expect(user).toMatchObject({ firstName: 'Augusta', lastName: 'King' });
  expect(user.groups.map((group) => group.id)).toEqual([drivers.id]);
  await elsewhere.close();
});
