import { emailTemplates } from '@muster/contracts/mail/email-templates';
import { expect, type Page, test } from '../fixtures.ts';
import { anAddress } from '../given.ts';

const editor = '/notification-settings/emails/invitation';

const text = (page: Page) => page.getByRole('textbox', { name: 'Text', exact: true });

/** The preview of the typed text. */
const preview = (page: Page) => page.frameLocator('iframe[title="Preview of the e-mail"]');

test.describe('the text of the invitation', () => {
  // The API refuses invalid texts while previewing and when saving.
  test.use({ refusals: [422] });

  test('can be edited, needs its link, is tested, and reaches the user in their language', async ({
    page,
    given,
    signIn,
  }) => {
    const owner = await given.anOwner();
    await signIn(owner);
    await page.goto('/notification-settings');
    await page.getByRole('link', { name: 'Invitation', exact: true }).click();
    await expect(page.getByRole('heading', { name: 'Invitation', level: 1 })).toBeVisible();
    const { keyboard } = page;

    await page.getByRole('textbox', { name: 'Subject' }).fill('Come aboard');
    await text(page).getByText('Choose a password').click();
    await keyboard.press('End');
    await keyboard.type(' Bring your badge, {{ first');
    await page.getByRole('option', { name: /First name of the user/ }).click();
    await keyboard.type('!');
    await expect(preview(page).getByText('Bring your badge, Ada!')).toBeVisible();
    await expect(page.getByRole('region', { name: 'Preview' })).toContainText('Come aboard');

    await test.step('without its link it is refused, and the place is shown', async () => {
      await text(page).getByText('Activate my account').click();
      await page.getByRole('button', { name: 'Remove button' }).click();
      await expect(page.getByText('This is the last version that could be shown.')).toBeVisible();
      await page.getByRole('button', { name: 'Save' }).click();
      const problems = page.getByRole('status').filter({ hasText: 'before you save or send' });
      await expect(problems).toBeFocused();
      await expect(problems).toContainText('activation_url');
      await problems.getByRole('button', { name: 'Show' }).click();
      await expect(text(page)).toBeFocused();
      const { isCustomised } = await owner.api.call(emailTemplates.get, { params: { key: 'invitation' } });
      expect(isCustomised).toBe(false);
    });

    await test.step('a new button mends it', async () => {
      await text(page).getByText('Bring your badge').click();
      await page.getByRole('button', { name: 'Insert button' }).click();
      await page.getByRole('menuitem', { name: /link that activates/ }).click();
      // Its text is selected, and typing replaces it, once the menu has closed.
      await expect(page.getByRole('menu')).toBeHidden();
      await expect(text(page)).toBeFocused();
      await keyboard.type('Start now');
      await expect(preview(page).getByText('Start now')).toBeVisible();
    });

    await test.step('a test arrives, and its link is dead', async () => {
      await page.getByRole('button', { name: 'Send test to me' }).click();
      await expect(
        page.getByText(`A test e-mail is on its way to ${owner.email}.`, { exact: false }),
      ).toBeVisible();
      const mail = await given.mailTo(owner.email);
      expect(mail.subject).toBe('[Test] Come aboard');
      expect(mail.text).toMatch(/Bring\s+your\s+badge/);
      expect(mail.text).toContain('Start now');
      const link = /http\S+activate\S+/.exec(mail.text)?.[0] ?? '';
      await page
        .context()
        .newPage()
        .then(async (other) => {
          await other.goto(link);
          await expect(other.getByRole('heading', { level: 1 })).toBeVisible();
          await expect(other.getByRole('textbox')).toHaveCount(0);
          await other.close();
        });
    });

    await keyboard.press('Control+s');
    await expect(page.getByText('The text was saved.')).toBeVisible();
    await expect(page.getByText('Customised', { exact: true })).toBeVisible();

    const [ada, eva] = [anAddress('ada'), anAddress('eva')];
    await given.aUser(owner, { email: ada, firstName: 'Ada', sendInvitation: true });
    await given.aUser(owner, { email: eva, firstName: 'Eva', locale: 'de', sendInvitation: true });
    const english = await given.mailTo(ada);
    expect(english.subject).toBe('Come aboard');
    expect(english.text).toMatch(/Bring\s+your\s+badge,\s+Ada!/);
    expect(english.html).toContain('Start now');
    expect((await given.mailTo(eva)).subject).toContain('lädt Sie');

    await test.step('the German one has its own', async () => {
      await page.getByRole('radiogroup', { name: 'Language' }).getByText('Deutsch').click();
      await expect(text(page)).toContainText('Mein Konto aktivieren');
      await page.getByRole('textbox', { name: 'Subject' }).fill('An Bord, {{ user.first_name }}');
      await page.getByRole('button', { name: 'Save' }).click();
      // The notification for the English text may still be visible.
      const german = { params: { key: 'invitation' }, query: { locale: 'de' } } as const;
      const isSaved = async () => (await owner.api.call(emailTemplates.get, german)).isCustomised;
      await expect.poll(isSaved).toBe(true);
      const leo = anAddress('leo');
      await given.aUser(owner, { email: leo, firstName: 'Leo', locale: 'de', sendInvitation: true });
      expect((await given.mailTo(leo)).subject).toBe('An Bord, Leo');
    });
  });
});

test('Two admins change the same text: nothing is lost, and one of them chooses', async ({
  page,
  given,
  signIn,
}) => {
  const owner = await given.anOwner();
  const where = { params: { key: 'invitation' }, query: { locale: 'en' } } as const;
  const { body } = await owner.api.call(emailTemplates.get, where);
  await signIn(owner);
  await page.goto(editor);
  await page.getByRole('textbox', { name: 'Subject' }).fill('Mine');
  await owner.api.call(emailTemplates.save, { ...where, body: { subject: 'Theirs', body } });
  // The other person's change is reported without a reload.
  await expect(page.getByText('Someone else has saved this text in the meantime')).toBeVisible();
  await page.getByRole('button', { name: 'Show theirs' }).click();
  const drawer = page.getByRole('dialog');
  await expect(drawer.locator('del')).toContainText(['Added', 'Theirs'].slice(1));
  await drawer.getByRole('button', { name: 'Overwrite with mine' }).click();
  await expect(page.getByText('The text was saved.')).toBeVisible();
  await page.keyboard.press('Escape');

  await page.getByRole('button', { name: 'History' }).click();
  await page
    .getByRole('dialog')
    .getByRole('button', { name: /Version 1/ })
    .click();
  await page.getByRole('button', { name: 'Restore this version' }).click();
  await page
    .getByRole('dialog', { name: /Restore version 1/ })
    .getByRole('button', { name: /Restore/ })
    .click();
  await expect(page.getByRole('textbox', { name: 'Subject' })).toHaveValue('Theirs');
  await page.getByRole('button', { name: 'Reset to default' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Reset to default' }).click();
  await expect(page.getByText('Default', { exact: true })).toBeVisible();
  await expect(page.getByRole('textbox', { name: 'Subject' })).toHaveValue(/invites you/);
});

test('The invitation is edited from Add users, which preserves its input', async ({
  page,
  given,
  signIn,
}) => {
  await signIn(await given.anOwner());
  await page.goto('/users/add');
  await page.getByRole('textbox', { name: 'E-mail addresses' }).fill('ada@example.org');
  await page.getByRole('textbox', { name: 'First name' }).fill('Ada');
  await expect(preview(page).getByText('Hello Ada')).toBeVisible();
  await page.getByRole('link', { name: 'Edit invitation e-mail' }).click();
  const subject = page.getByRole('textbox', { name: 'Subject' });
  await subject.fill('Come in');
  await page.getByRole('link', { name: 'Back to Add users' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Stay here' }).last().click();
  await expect(subject).toHaveValue('Come in');
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByText('The text was saved.')).toBeVisible();
  await page.getByRole('link', { name: 'Back to Add users' }).click();
  await expect(page.getByRole('button', { name: 'Remove ada@example.org' })).toBeVisible();
  await expect(page.getByRole('textbox', { name: 'First name' })).toHaveValue('Ada');
  await expect(page.getByRole('complementary')).toContainText('Come in');
});

test('An e-mail is turned off, and its text is written with the keyboard alone', async ({
  page,
  given,
  signIn,
}) => {
  const owner = await given.anOwner();
  await signIn(owner);
  await page.goto('/notification-settings');
  await page.getByRole('switch', { name: 'Send “Welcome”' }).press('Space');
  await expect(page.getByText('“Welcome” is no longer sent.')).toBeVisible();
  await expect(page.getByRole('switch', { name: 'Send “Welcome”' })).not.toBeChecked();
  await page.getByRole('link', { name: 'Welcome', exact: true }).press('Enter');
  await expect(page.getByText('Turned off', { exact: true })).toBeVisible();
  await text(page).focus();
  const { keyboard } = page;
  // The editor picks up a caret set by a script with a delay.
  await expect(async () => {
    await keyboard.press('Control+End');
    await keyboard.press('Enter');
    await expect(text(page).locator('> :last-child')).toHaveText('', { timeout: 500 });
  }).toPass();
  await keyboard.type('Questions? ');
  await keyboard.press('Control+k');
  await expect(page.getByRole('textbox', { name: 'Web address' })).toBeFocused();
  await keyboard.type('help@example.org');
  await keyboard.press('Enter');
  await expect(text(page).getByRole('link', { name: 'help@example.org' })).toBeVisible();
  await page.getByRole('button', { name: 'Bold' }).press('Enter');
  await expect(text(page)).toBeFocused();
  await keyboard.type(' Bye {{ account.name }}');
  await expect(
    text(page)
      .getByTitle(/Your company's name/)
      .last(),
  ).toBeVisible();
  await keyboard.press('Control+s');
  await expect(page.getByText('The text was saved.')).toBeVisible();
  const { body } = await owner.api.call(emailTemplates.get, { params: { key: 'welcome' } });
  expect(body).toContain('<a href="mailto:help@example.org">help@example.org</a>');
  expect(body).toMatch(/<strong> Bye \{\{ account\.name \}\}<\/strong>/);
});

test('The list and the editor pass the screen checks @screens', async ({
  page,
  given,
  signIn,
  expectGoodScreen,
}) => {
  const owner = await given.anOwner();
  await signIn(owner);
  await page.goto('/notification-settings');
  await expect(page.getByRole('link', { name: 'Invitation', exact: true })).toBeVisible();
  await expectGoodScreen();
  await page.goto(editor);
  await expect(preview(page).getByText('Activate my account')).toBeVisible();
  await expectGoodScreen();
  await text(page)
    .getByTitle(/First name/)
    .first()
    .click();
  await expect(page.getByRole('group', { name: 'Selected variable' })).toBeVisible();
  await expectGoodScreen();
  await page.getByRole('textbox', { name: 'If it is empty, write' }).fill('there');
  await page.getByRole('button', { name: 'What differs from the default' }).click();
  await expect(page.getByRole('dialog').locator('ins').last()).toContainText('there');
  await expectGoodScreen();
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'History' }).click();
  await expect(page.getByText('No one has changed this text yet', { exact: false })).toBeVisible();
  await expectGoodScreen();
});
