import { expect, type Page, test } from '../fixtures.ts';
import { anAddress, password } from '../given.ts';

// At first nobody is signed in, and codes are refused.
test.use({ refusals: [401, 410, 422, 429] });

async function signUp(page: Page, email: string) {
  await page.goto('/sign-up');
  await page.getByRole('textbox', { name: 'Company' }).fill('Difference Engines');
  await page.getByRole('textbox', { name: 'Your name' }).fill('Grace Hopper');
  await page.getByRole('textbox', { name: 'E-mail address' }).fill(email);
  await page.getByLabel('Password', { exact: true }).fill(password);
  await page.getByRole('button', { name: 'Create account' }).click();
  await expect(page.getByRole('heading', { name: 'Enter the code' })).toBeVisible();
}

async function enter(page: Page, code: string) {
  await page.getByRole('textbox', { name: 'Code' }).fill(code);
  await page.getByRole('button', { name: 'Confirm' }).click();
}

const not = (code: string) => (code === '000000' ? '000001' : '000000');

test('A company signs up with the code from the e-mail, also after a reload and a wrong code @phone @screens', async ({
  page,
  given,
  expectGoodScreen,
}) => {
  const email = anAddress('grace');
  await signUp(page, email);
  await expectGoodScreen();
  await expect(page.getByRole('link', { name: 'Open the mailbox' })).toHaveAttribute(
    'href',
    new RegExp(encodeURIComponent(email)),
  );
  const code = await given.codeTo(email);
  await page.reload();
  await enter(page, not(code));
  await expect(page.getByText(/not the code from the newest e-mail/)).toBeVisible();
  await expectGoodScreen();
  await enter(page, `${code.slice(0, 3)} ${code.slice(3)}`);
  await expect(page.getByRole('heading', { level: 1, name: 'Overview' })).toBeVisible();
});

test('A used-up code is replaced by a new one after a while', async ({ page, given }) => {
  const email = anAddress('grace');
  await page.clock.install();
  await signUp(page, email);
  const code = await given.codeTo(email);
  for (let guess = 0; guess < 6; guess += 1) {
    await enter(page, not(code));
    await expect(page.getByText(guess < 5 ? /not the code/ : 'Too many wrong codes')).toBeVisible();
  }
  await expect(page.getByRole('button', { name: /New code in/ })).toBeDisabled();
  await page.clock.fastForward('00:31');
  await page.getByRole('button', { name: 'Send a new code' }).click();
  await expect(page.getByText('A new code was sent')).toBeVisible();
  await expect.poll(() => given.codeTo(email)).not.toBe(code);
  await enter(page, await given.codeTo(email));
  await expect(page.getByRole('heading', { level: 1, name: 'Overview' })).toBeVisible();
});

test('An expired code leads back to the form, with another address if wanted', async ({ page, given }) => {
  const [first, second] = [anAddress('typo'), anAddress('grace')];
  await signUp(page, first);
  const code = await given.codeTo(first);
  await given.expireSignUp(first);
  await enter(page, code);
  await expect(page.getByText('Sign-up is no longer open')).toBeVisible();
  await page.getByRole('button', { name: 'Sign up again' }).click();
  await expect(page.getByRole('textbox', { name: 'Company' })).toHaveValue('Difference Engines');
  await page.getByRole('textbox', { name: 'E-mail address' }).fill(second);
  await page.getByLabel('Password', { exact: true }).fill(password);
  await page.getByRole('button', { name: 'Create account' }).click();
  await enter(page, await given.codeTo(second));
  await expect(page.getByRole('heading', { level: 1, name: 'Overview' })).toBeVisible();
});

test('A known address gets the same screens, and its owner is led to a further account @phone', async ({
  page,
  given,
  expectGoodScreen,
}) => {
  const { email } = await given.anOwner();
  await signUp(page, email);
  await enter(page, '123456');
  await expect(page.getByText(/not the code from the newest e-mail/)).toBeVisible();
  const mail = await given.mailTo(email, 'sign_up_known_address');
  expect(mail.subject).toBe('You already have an account');
  const [link = ''] = /https?:\/\/\S+\/sign-in/.exec(mail.text) ?? [];
  await page.goto(link);
  await page.getByRole('textbox', { name: 'E-mail address' }).fill(email);
  await page.getByLabel('Password', { exact: true }).fill(password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Overview' })).toBeVisible();
  await page.goto('/sign-up');
  await expect(page.getByRole('heading', { name: 'Create a further company account' })).toBeVisible();
  await expectGoodScreen();
  await page.getByRole('textbox', { name: 'Company' }).fill('Second Company');
  await page.getByRole('button', { name: 'Create account' }).click();
  await expect(page.getByText('Second Company').first()).toBeVisible();
});
