import { webPaths } from '@muster/contracts/generated/web-paths';
import { linkPages } from '@muster/contracts/kit/link-pages';
import { renderHook, screen } from '@testing-library/react';
import type { ReactNode } from 'react';
import { MemoryRouter, matchRoutes } from 'react-router-dom';
import { IntlProvider, type Messages } from 'use-intl';
import { expect, test } from 'vitest';
import { messages as everyPage } from '../generated/messages/public.en.ts';
import { messages as signedIn } from '../generated/messages/signed-in.en.ts';
import { places } from '../generated/places.ts';
import { MeContext } from '../platform/session/me.tsx';
import { aPerson } from '../testing/people.ts';
import { renderScreen } from '../testing/render-screen.tsx';
import { Navigation } from './frame/Navigation.tsx';
import { patterns } from './page-patterns.ts';
import { usePageActions } from './palette/use-page-actions.tsx';
import { routes } from './router.tsx';

/** The labels that a test is about; later nouns may come between them. */
const among = (known: readonly string[], labels: readonly string[]) =>
  labels.filter((label) => known.includes(label));

const isPage = (path: string) => matchRoutes(routes, path)?.at(-1)?.route.path !== '*';

test('every place of the app has a page', () => {
  const listed = places
    .flatMap(({ navigation, palette, settingsTabs }) => [...navigation, ...palette, ...settingsTabs])
    .filter((place) => !('isDocument' in place && place.isDocument));
  expect(listed.length).toBeGreaterThan(15);
  expect(listed.filter(({ path }) => !isPage(path))).toEqual([]);
  expect(isPage('/nowhere')).toBe(false);
});

test.each(Object.entries(webPaths))('%s has a page at the path of its manifest: %s', (_, path) => {
  expect([path, `${path}/1`].filter(isPage)).not.toEqual([]);
});

test('the server learns the paths of all pages', () => {
  const known = patterns();
  for (const path of ['/', '/sign-in', '/activate', '/users/:id/edit', '/notification-settings/outbox/:id'])
    expect(known).toContain(path);
  expect(known).toEqual(expect.arrayContaining(linkPages.map((page) => `/${page}`)));
  expect(known.filter((path) => !isPage(path) || /\*|\/\//.test(path))).toEqual([]);
  expect(new Set(known).size).toBe(known.length);
});

test('the navigation shows the places by section', async () => {
  renderScreen(<Navigation />, { as: aPerson('owner') });
  await screen.findByRole('list', { name: 'Integrations' });
  const sections = [
    ['Overview', 'Users', 'Groups', 'Notification settings'],
    ['API keys', 'Webhooks'],
    ['Audit log', 'Account'],
    ['My learning'],
  ];
  const shown = screen
    .getAllByRole('list')
    .map((list) => [...list.children].map((item) => item.textContent ?? ''));
  expect(shown.map((labels) => among(sections.flat(), labels))).toEqual(sections);
});

test('the command palette offers actions and pages in the order of the navigation', () => {
  const offered = (as = aPerson('owner')) => {
    const wrapper = ({ children }: { children: ReactNode }) => (
      <IntlProvider locale="en" messages={{ ...everyPage, ...signedIn } as Messages}>
        <MemoryRouter>
          <MeContext value={as}>{children}</MeContext>
        </MemoryRouter>
      </IntlProvider>
    );
    const { result } = renderHook(() => usePageActions(''), { wrapper });
    return result.current.map(({ group, actions }) => [
      group ?? '',
      ...actions.map(({ label }) => label ?? ''),
    ]);
  };
  const expected: readonly (readonly string[])[] = [
    ['Actions', 'Add user', 'New group', 'New API key', 'New webhook endpoint'],
    [
      'Go to',
      'Overview',
      'Users',
      'Groups',
      'Notification settings',
      'Outbox',
      'API keys',
      'Webhooks',
      'API reference',
      'Audit log',
      'Account',
      'My learning',
      'Your profile',
    ],
  ];
  expect(offered().map((labels) => among(expected.flat(), labels))).toEqual(expected);
  expect(offered(aPerson('member'))).toEqual([['Actions'], ['Go to', 'My learning', 'Your profile']]);
});
