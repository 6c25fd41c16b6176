import { auth } from '@muster/contracts/access/auth';
import { me } from '@muster/contracts/access/me';
import { service } from '@muster/contracts/instance/service';
import { screen } from '@testing-library/react';
import { beforeEach, expect, test } from 'vitest';
import { places } from '../features/access/auth/places.ts';
import { useMe } from '../platform/session/me.tsx';
import { RequireSignIn } from '../platform/session/RequireSignIn.tsx';
import { aPerson } from '../testing/people.ts';
import { renderScreen } from '../testing/render-screen.tsx';
import { handle, Refusal, server } from '../testing/server.ts';

const grace = aPerson('admin');
const info = { version: '1', isSignUpOpen: true, isMailboxOpen: false, demo: null };

function Secret() {
  return <h1>Users of {useMe().account.name}</h1>;
}

const routes = [
  ...places.publicRoutes,
  {
    path: 'users',
    element: (
      <RequireSignIn>
        <Secret />
      </RequireSignIn>
    ),
  },
];

let isSignedIn = false;
beforeEach(() => {
  isSignedIn = false;
  server.use(
    handle(service.info, info),
    handle(me.get, () => (isSignedIn ? grace : new Refusal('unauthenticated'))),
    handle(auth.refresh, new Refusal('unauthenticated')),
    handle(auth.signIn, ({ body }) => {
      if ((body as { password: string }).password !== 'right-one') return new Refusal('credentials_invalid');
      isSignedIn = true;
      return { me: grace };
    }),
  );
});

test('a signed-out user signs in and returns to the same page', async () => {
  const { user, router } = renderScreen(routes, { at: '/users?status=invited' });
  await user.type(await screen.findByLabelText('E-mail address'), 'grace@acme.test');
  await user.type(screen.getByLabelText('Password'), 'right-one{Enter}');
  expect(await screen.findByRole('heading', { name: 'Users of Acme' })).toBeVisible();
  expect(router.state.location.pathname + router.state.location.search).toBe('/users?status=invited');
});

test('a wrong password is reported above the form, and the address stays', async () => {
  const { user } = renderScreen(routes, { at: '/sign-in' });
  await user.type(await screen.findByLabelText('E-mail address'), 'grace@acme.test');
  await user.type(screen.getByLabelText('Password'), 'wrong-one{Enter}');
  expect(await screen.findByRole('alert')).toHaveTextContent('title of credentials_invalid');
  expect(screen.getByLabelText('E-mail address')).toHaveValue('grace@acme.test');
});

test('a button signs in to the demo company, if there is one', async () => {
  server.use(handle(service.info, { ...info, demo: { email: 'demo@acme.test', password: 'right-one' } }));
  const { user } = renderScreen(routes, { at: '/sign-in?next=%2Fusers' });
  await user.click(await screen.findByRole('button', { name: 'Look around in the demo company' }));
  expect(await screen.findByRole('heading', { name: 'Users of Acme' })).toBeVisible();
});

test('choosing German also sends German to the API', async () => {
  let language: string | null = null;
  server.use(
    handle(auth.signIn, ({ headers }) => {
      language = headers.get('accept-language');
      return new Refusal('credentials_invalid');
    }),
  );
  const { user } = renderScreen(routes, { at: '/sign-in' });
  await user.selectOptions(await screen.findByLabelText('Language'), 'de');
  await user.type(await screen.findByLabelText('E-Mail-Adresse'), 'grace@acme.test');
  await user.type(screen.getByLabelText('Passwort'), 'wrong-one{Enter}');
  await screen.findByRole('alert');
  expect(language).toBe('de');
  expect(document.documentElement.lang).toBe('de');
});
