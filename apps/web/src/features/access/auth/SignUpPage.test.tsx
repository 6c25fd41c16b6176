import { auth } from '@muster/contracts/access/auth';
import { me } from '@muster/contracts/access/me';
import { service } from '@muster/contracts/instance/service';
import { screen } from '@testing-library/react';
import { beforeEach, expect, test } from 'vitest';
import { aPerson } from '../../../testing/people.ts';
import { renderScreen } from '../../../testing/render-screen.tsx';
import { handle, Refusal, server } from '../../../testing/server.ts';
import { places } from './places.ts';

const id = '0198c0de-0000-7000-8000-000000000001';
const nextId = '0198c0de-0000-7000-8000-000000000002';
const info = { version: '1', isSignUpOpen: true, isMailboxOpen: true, demo: null };
const accepted = (pendingId = id) => ({ id: pendingId, expiresAt: '2030-01-01T00:00:00.000Z' });

beforeEach(() => {
  window.sessionStorage.clear();
  server.use(handle(service.info, info), handle(auth.signUp, accepted()));
});

function open() {
  return renderScreen([...places.publicRoutes, { path: '*', element: <p>elsewhere</p> }], { at: '/sign-up' });
}

async function openCode() {
  const { user, ...opened } = open();
  await user.type(await screen.findByRole('textbox', { name: 'Company' }), 'Acme');
  await user.type(screen.getByRole('textbox', { name: 'Your name' }), 'Ada Lovelace');
  await user.type(screen.getByRole('textbox', { name: 'E-mail address' }), 'ada@acme.test');
  await user.type(screen.getByLabelText('Password'), 'four calm green bicycles{Enter}');
  const code = await screen.findByRole('textbox', { name: 'Code' });
  return { ...opened, user, code };
}

test('the pasted code creates the account', async () => {
  let sent: unknown;
  server.use(
    handle(auth.confirmSignUp, ({ body }) => {
      sent = body;
      return { me: aPerson('owner') };
    }),
  );
  const { user, code, router } = await openCode();
  expect(screen.getByText('ada@acme.test', { selector: 'bdi' })).toBeVisible();
  expect(code).toHaveAttribute('inputmode', 'numeric');
  expect(code).toHaveAttribute('autocomplete', 'one-time-code');
  await user.click(code);
  await user.paste('204 816');
  await user.click(screen.getByRole('button', { name: 'Confirm' }));
  expect(await screen.findByText('elsewhere')).toBeVisible();
  expect(sent).toEqual({ id, code: '204816' });
  expect(router.state.location.pathname).toBe('/');
  expect(window.sessionStorage.getItem('muster.sign-up')).toBeNull();
});

test('a reload keeps the step, and the password is stored nowhere', async () => {
  const { unmount } = await openCode();
  unmount();
  open();
  expect(await screen.findByRole('textbox', { name: 'Code' })).toBeVisible();
  expect(JSON.stringify({ ...window.sessionStorage, ...window.localStorage })).not.toContain('bicycles');
});

test('the captured e-mails are one click away', async () => {
  await openCode();
  const link = screen.getByRole('link', { name: 'Open the mailbox' });
  expect(link.getAttribute('href')).toContain('to=ada%40acme.test');
});

test('a wrong code is said at the field, a used-up one above it', async () => {
  server.use(
    handle(
      auth.confirmSignUp,
      new Refusal('sign_up_code_invalid', [
        { pointer: '#/code', detail: 'Not it', code: 'sign_up_code_invalid' },
      ]),
    ),
  );
  const { user, code } = await openCode();
  await user.type(code, '111111{Enter}');
  expect(await screen.findByText('Not it')).toBeVisible();
  expect(code).toHaveFocus();
  server.use(handle(auth.confirmSignUp, new Refusal('sign_up_code_used_up')));
  await user.type(code, '{Enter}');
  expect(await screen.findByText('title of sign_up_code_used_up')).toBeVisible();
});

test('an expired sign-up leads back to the form with everything but the password', async () => {
  server.use(handle(auth.confirmSignUp, new Refusal('sign_up_expired')));
  const { user, code } = await openCode();
  await user.type(code, '111111{Enter}');
  expect(await screen.findByText('title of sign_up_expired')).toBeVisible();
  await user.click(screen.getByRole('button', { name: 'Sign up again' }));
  expect(await screen.findByRole('textbox', { name: 'E-mail address' })).toHaveValue('ada@acme.test');
  expect(screen.getByRole('textbox', { name: 'Company' })).toHaveValue('Acme');
  expect(screen.getByLabelText('Password')).toHaveValue('');
});

test('a new code can be requested after a while, and replaces the earlier id', async () => {
  server.use(handle(auth.resendSignUpCode, accepted(nextId)));
  const sentAt = Date.now() - 60_000;
  const pending = { id, accountName: 'Acme', name: 'Ada', email: 'ada@acme.test', sentAt };
  window.sessionStorage.setItem('muster.sign-up', JSON.stringify(pending));
  const { user } = open();
  await user.click(await screen.findByRole('button', { name: 'Send a new code' }));
  expect(await screen.findByText('A new code was sent')).toBeVisible();
  expect(screen.getByRole('button', { name: /New code in \d+ s/ })).toBeDisabled();
  expect(JSON.parse(window.sessionStorage.getItem('muster.sign-up') ?? '')).toMatchObject({ id: nextId });
});

test('somebody who is signed in creates a further account without a code', async () => {
  let sent: unknown;
  window.localStorage.setItem('muster.isSignedIn', 'yes');
  server.use(
    handle(me.get, aPerson('owner')),
    handle(me.createAccount, ({ body }) => {
      sent = body;
      return { me: aPerson('owner') };
    }),
  );
  const { user } = open();
  await user.type(await screen.findByRole('textbox', { name: 'Company' }), 'Second{Enter}');
  expect(await screen.findByText('elsewhere')).toBeVisible();
  expect(sent).toMatchObject({ accountName: 'Second', locale: 'en' });
});
