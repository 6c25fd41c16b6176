import { activation } from '@muster/contracts/access/activation';
import { me } from '@muster/contracts/access/me';
import { screen } from '@testing-library/react';
import { beforeEach, describe, expect, test } from 'vitest';
import { aPerson } from '../../../testing/people.ts';
import { renderScreen } from '../../../testing/render-screen.tsx';
import { handle, Refusal, server } from '../../../testing/server.ts';
import { places } from './places.ts';

const invitation = {
  account: { name: 'Acme', logoUrl: null, primaryColor: '#0f766e' },
  email: 'ada@acme.test',
  firstName: 'Ada',
  lastName: '',
  groups: ['Drivers', 'Night shift'],
  invitedBy: 'Grace Hopper',
  expiresAt: '2026-12-01T12:00:00.000Z',
  hasIdentity: false,
  locale: 'en' as const,
};

function open() {
  window.history.replaceState(null, '', '/activate#secret-token');
  return renderScreen([...places.publicRoutes, { path: '*', element: <p>elsewhere</p> }], {
    at: '/activate',
  });
}

beforeEach(() => server.use(handle(activation.preview, invitation)));

test('the page shows the company, the groups and the address, and removes the token from the address bar', async () => {
  open();
  expect(await screen.findByRole('heading', { name: 'Join Acme' })).toBeVisible();
  expect(window.location.href).not.toContain('secret-token');
  expect(screen.getByText('ada@acme.test', { selector: 'bdi' })).toBeVisible();
  for (const fact of ['Drivers', 'Night shift']) expect(screen.getByText(fact)).toBeVisible();
  expect(screen.getByText(/Grace Hopper invites you/)).toBeVisible();
});

test('activating with name and password opens My learning', async () => {
  let sent: unknown;
  let requested = 0;
  server.use(
    handle(activation.preview, () => {
      requested += 1;
      return sent ? new Refusal('invitation_used') : invitation;
    }),
    handle(activation.accept, ({ body }) => {
      sent = body;
      return { me: aPerson('member') };
    }),
  );
  const { user, router } = open();
  const password = await screen.findByLabelText('Choose a password');
  await user.type(password, 'too short{Enter}');
  expect(password).toBeInvalid();
  await user.clear(password);
  await user.click(password);
  await user.paste('four calm green bicycles');
  expect(screen.getByText('Password strength: strong')).toBeVisible();
  await user.keyboard('{Enter}');
  await expect.poll(() => router.state.location.pathname).toBe('/learning');
  expect(sent).toEqual({
    token: 'secret-token',
    firstName: 'Ada',
    lastName: '',
    password: 'four calm green bicycles',
  });
  expect(requested, 'the used invitation is not requested a second time').toBe(1);
});

test('a user with an account elsewhere joins with their existing password', async () => {
  server.use(
    handle(activation.preview, { ...invitation, hasIdentity: true }),
    handle(activation.accept, new Refusal('credentials_invalid')),
  );
  const { user } = open();
  await user.type(await screen.findByLabelText('Your password'), 'wrong{Enter}');
  expect(await screen.findByText('title of credentials_invalid')).toBeVisible();
  expect(screen.getByLabelText('Your password')).toHaveFocus();
  expect(screen.getByRole('link', { name: 'Forgot your password?' })).toBeVisible();
});

test('another signed-in user is warned first', async () => {
  window.localStorage.setItem('muster.isSignedIn', 'yes');
  server.use(handle(me.get, aPerson('admin')));
  open();
  expect(await screen.findByText('Grace Hopper is signed in here')).toBeVisible();
});

describe('a link that no longer works', () => {
  test.each([
    ['invitation_expired', 'This invitation has expired'],
    ['invitation_used', 'Your account is already active'],
    ['invitation_superseded', 'There is a newer e-mail for you'],
    ['invitation_revoked', 'This invitation was withdrawn'],
    ['invitation_not_found', 'This link is incomplete'],
  ] as const)('%s is explained', async (code, title) => {
    server.use(handle(activation.preview, new Refusal(code)));
    open();
    expect(await screen.findByRole('heading', { name: title })).toBeVisible();
    expect(screen.queryByLabelText('Choose a password')).not.toBeInTheDocument();
  });

  test('an expired link offers a new one, and the response reveals nothing', async () => {
    let requested: unknown;
    server.use(
      handle(activation.preview, new Refusal('invitation_expired')),
      handle(activation.requestNewLink, ({ body }) => {
        requested = body;
        return undefined;
      }),
    );
    const { user } = open();
    await user.click(await screen.findByRole('button', { name: 'Send me a new link' }));
    expect(await screen.findByText('Check your inbox')).toBeVisible();
    expect(requested).toEqual({ token: 'secret-token' });
  });

  test('a link used in the meantime is reported on submit', async () => {
    server.use(handle(activation.accept, new Refusal('invitation_used')));
    const { user } = open();
    await user.type(await screen.findByLabelText('Choose a password'), 'four calm green bicycles{Enter}');
    expect(await screen.findByRole('heading', { name: 'Your account is already active' })).toBeVisible();
  });
});
