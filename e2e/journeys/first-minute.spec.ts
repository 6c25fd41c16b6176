import { expect, test } from '../fixtures.ts';
import { anAddress, password } from '../given.ts';

// At first, nobody is signed in.
test.use({ refusals: [401] });

test('An admin adds and invites an employee, who activates, and the admin sees it without a reload', async ({
  page,
  browser,
  baseURL,
  watchConsole,
  given,
}) => {
  const [adminEmail, employeeEmail] = [anAddress('grace'), anAddress('ada')];

  await test.step('the admin creates the company account and sees what to do', async () => {
    await page.goto('/');
    await page.getByRole('link', { name: 'Create a company account' }).click();
    await page.getByRole('textbox', { name: 'Company' }).fill('Difference Engines');
    await page.getByRole('textbox', { name: 'Your name' }).fill('Grace Hopper');
    await page.getByRole('textbox', { name: 'E-mail address' }).fill(adminEmail);
    await page.getByLabel('Password', { exact: true }).fill(password);
    await page.getByRole('button', { name: 'Create account' }).click();
    await page.getByRole('textbox', { name: 'Code' }).fill(await given.codeTo(adminEmail));
    await page.getByRole('button', { name: 'Confirm' }).click();
    await page
      .getByRole('navigation', { name: 'Main navigation' })
      .getByRole('link', { name: 'Users' })
      .click();
    await expect(page.getByRole('heading', { name: 'Users', level: 1 })).toBeVisible();
  });

  await test.step('adds the employee into two groups made on the spot, and invites', async () => {
    await page.getByRole('main').getByRole('link', { name: 'Add users' }).first().click();
    await page.getByRole('textbox', { name: 'E-mail address' }).fill(employeeEmail);
    for (const name of ['Drivers', 'Night shift']) {
      await page.getByRole('combobox', { name: 'Groups' }).fill(name);
      await page.getByRole('option', { name: `Create “${name}”` }).click();
      await expect(page.getByRole('button', { name: `Remove ${name}` })).toBeVisible();
    }
    await expect(page.getByRole('complementary', { name: 'Preview of the invitation' })).toContainText(
      'Grace Hopper invites you to Difference Engines',
    );
    await page.getByRole('button', { name: 'Add and invite' }).click();
    await expect(page.getByRole('heading', { name: `${employeeEmail} was added` })).toBeVisible();
    await page
      .getByRole('navigation', { name: 'Main navigation' })
      .getByRole('link', { name: 'Users' })
      .click();
  });

  const row = page.getByRole('row').filter({ hasText: employeeEmail });
  await test.step('sees them in the list: invited, in their groups, the mail sent', async () => {
    await expect(row).toContainText('Invited');
    await expect(row).toContainText('Drivers');
    await expect(row).toContainText('Night shift');
    await expect(row).toContainText('Never');
    await expect(row).toContainText(/Sent/);
  });

  // The employee uses another browser.
  const theirs = await browser.newContext({ baseURL: baseURL ?? '', locale: 'en-GB' });
  const employee = await theirs.newPage();
  watchConsole(employee);
  await test.step('the employee reads the mail and follows its button', async () => {
    await employee.goto(`/mailbox?to=${encodeURIComponent(employeeEmail)}`);
    await employee.getByRole('button', { name: employeeEmail }).click();
    const mail = employee.frameLocator('iframe');
    await expect(mail.getByText('Difference Engines').first()).toBeVisible();
    const [opened] = await Promise.all([
      theirs.waitForEvent('page'),
      mail.getByRole('link', { name: 'Activate my account' }).click(),
    ]);
    watchConsole(opened);
    await expect(opened.getByRole('heading', { name: 'Join Difference Engines' })).toBeVisible();
    await expect(opened.getByText('Grace Hopper invites you')).toBeVisible();
    await expect(opened.getByText(employeeEmail)).toBeVisible();
    await expect(opened.getByText('Night shift')).toBeVisible();
    expect(opened.url(), 'the token is removed from the address bar').not.toContain('#');

    await opened.getByRole('textbox', { name: 'First name' }).fill('Ada');
    await opened.getByRole('textbox', { name: 'Last name' }).fill('Lovelace');
    await opened.getByLabel('Choose a password', { exact: true }).fill('seven quiet copper kettles');
    await opened.getByRole('button', { name: 'Activate my account' }).click();
    await expect(opened).toHaveURL(/\/learning$/);
    await expect(opened.getByRole('heading', { name: 'Hello Ada' })).toBeVisible();
    await expect(opened.getByText('Drivers')).toBeVisible();
    await expect(opened.getByRole('link', { name: 'Users', exact: true })).toBeHidden();
  });

  await test.step("the admin's bell rings and the open list changes by itself", async () => {
    await expect(page.getByRole('button', { name: 'Notifications, 1 unread' })).toBeVisible();
    await expect(row).toContainText('Active');
    await expect(row).toContainText('Ada Lovelace');
    await page.getByRole('button', { name: 'Notifications, 1 unread' }).click();
    await page.getByRole('link', { name: /Ada Lovelace activated their account/ }).click();
    await expect(page.getByRole('heading', { name: 'Ada Lovelace', level: 1 })).toBeVisible();
    await page.getByRole('tab', { name: 'Actions' }).click();
    await expect(page.getByText('activated their account').first()).toBeVisible();
    await page.getByRole('tab', { name: 'E-mails' }).click();
    await expect(page.getByText('Grace Hopper invites you to Difference Engines').first()).toBeVisible();
    await page.getByRole('tab', { name: 'Sign-ins' }).click();
    await expect(page.getByText(/Chrom(e|ium)/).first()).toBeVisible();
  });
  await theirs.close();
});
