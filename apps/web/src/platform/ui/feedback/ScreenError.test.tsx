import { onlineManager } from '@tanstack/react-query';
import { act, screen } from '@testing-library/react';
import { HttpResponse, http } from 'msw';
import { Link, Outlet, type RouteObject } from 'react-router-dom';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { routes as appRoutes } from '../../../app/router.tsx';
import { places } from '../../../generated/places.ts';
import { renderScreen } from '../../../testing/render-screen.tsx';
import { server } from '../../../testing/server.ts';
import { withErrorScreens } from './screens.tsx';

const reload = vi.fn();
const entry = document.createElement('script');
let missing: Error | undefined;
let isBroken = false;

/** What the server offers as the app's page. */
const serves = (src: string) =>
  server.use(http.get('*/', () => HttpResponse.html(`<script type="module" src="${src}"></script>`)));

beforeEach(() => {
  reload.mockReset();
  isBroken = false;
  missing = new TypeError('Failed to fetch dynamically imported module: /assets/Page-1.js');
  vi.stubGlobal('location', { ...window.location, reload });
  entry.type = 'module';
  entry.setAttribute('src', '/assets/index-old.js');
  document.head.append(entry);
  serves('/assets/index-old.js');
});
afterEach(() => entry.remove());

function Page() {
  if (isBroken) throw new TypeError('x is undefined');
  return <h1>The page</h1>;
}

async function loadPage() {
  if (missing) throw missing;
  return Page;
}

const routes = () =>
  withErrorScreens([
    {
      path: '/list',
      element: (
        <>
          <p>The list behind</p>
          <Link to="/list/page">Open</Link>
          <Outlet />
        </>
      ),
      children: [{ path: 'page', lazy: { Component: loadPage } }],
    },
  ]);

const open = () => renderScreen(routes(), { at: '/list' });

test('a part that cannot be fetched can be retried, and the page behind it stays', async () => {
  const { user } = open();
  await user.click(await screen.findByRole('link', { name: 'Open' }));
  expect(await screen.findByRole('alert')).toHaveTextContent('This page could not be loaded');
  await vi.waitFor(() => expect(screen.getByRole('alert')).toHaveFocus());
  expect(screen.getByText('The list behind')).toBeVisible();
  missing = undefined;
  await user.click(screen.getByRole('button', { name: 'Try again' }));
  expect(await screen.findByRole('heading', { name: 'The page' })).toBeVisible();
  expect(reload).not.toHaveBeenCalled();
});

test('a new version reloads the page once', async () => {
  serves('/assets/index-new.js');
  const first = open();
  await first.user.click(await screen.findByRole('link', { name: 'Open' }));
  await vi.waitFor(() => expect(reload).toHaveBeenCalledTimes(1));
  first.unmount();
  // The reloaded page is still the old one, as behind a load balancer during the update.
  const { user } = open();
  await user.click(await screen.findByRole('link', { name: 'Open' }));
  expect(await screen.findByRole('button', { name: 'Try again' })).toBeVisible();
  expect(reload).toHaveBeenCalledTimes(1);
});

test('without storage there is no reload, because nothing would end a loop', async () => {
  serves('/assets/index-new.js');
  vi.spyOn(Storage.prototype, 'setItem').mockImplementation(() => {
    throw new DOMException('full', 'QuotaExceededError');
  });
  const { user } = open();
  await user.click(await screen.findByRole('link', { name: 'Open' }));
  expect(await screen.findByRole('button', { name: 'Try again' })).toBeVisible();
  expect(reload).not.toHaveBeenCalled();
});

test('if a retry does not help, the page reloads', async () => {
  const { user } = open();
  await user.click(await screen.findByRole('link', { name: 'Open' }));
  await user.click(await screen.findByRole('button', { name: 'Try again' }));
  await vi.waitFor(() => expect(reload).toHaveBeenCalledTimes(1));
});

test('the page opens by itself when the connection is back', async () => {
  server.use(http.get('*/', () => HttpResponse.error()));
  const { user } = open();
  await user.click(await screen.findByRole('link', { name: 'Open' }));
  await screen.findByRole('button', { name: 'Try again' });
  act(() => onlineManager.setOnline(false));
  expect(screen.getByRole('alert')).toHaveTextContent('You are offline.');
  missing = undefined;
  act(() => onlineManager.setOnline(true));
  expect(await screen.findByRole('heading', { name: 'The page' })).toBeVisible();
});

test('a fault in the page itself offers to reload', async () => {
  missing = undefined;
  vi.mocked(console.error).mockImplementation(() => undefined);
  const { user } = open();
  isBroken = true;
  await user.click(await screen.findByRole('link', { name: 'Open' }));
  expect(screen.getByText('The list behind')).toBeVisible();
  await user.click(await screen.findByRole('button', { name: 'Reload' }));
  expect(reload).toHaveBeenCalledTimes(1);
});

test('a page whose code does not arrive at the start says so, too', async () => {
  renderScreen(routes(), { at: '/list/page' });
  expect(await screen.findByRole('alert')).toHaveTextContent('This page could not be loaded');
  expect(screen.getByText('The list behind')).toBeVisible();
});

test('every screen of the app has an error boundary of its own', () => {
  const unguarded: string[] = [];
  const look = (list: readonly RouteObject[]) => {
    for (const { path, lazy, children = [], ErrorBoundary } of list) {
      if (lazy && path && ErrorBoundary === undefined) unguarded.push(path);
      look(children);
    }
  };
  const frame = appRoutes[0]?.children?.find(({ path, children }) => path === undefined && children);
  expect(frame?.children).toHaveLength(1);
  look(frame?.children ?? []);
  expect(unguarded).toEqual([]);
});

test('no screen of the app is loaded without a second chance', () => {
  const loadersOf = (list: readonly RouteObject[]): unknown[] =>
    list.flatMap(({ lazy, children = [] }) => [...Object.values(lazy ?? {}), ...loadersOf(children)]);
  const own = loadersOf(places.flatMap(({ routes: own, publicRoutes }) => [...own, ...publicRoutes]));
  const used = new Set(loadersOf(appRoutes));
  expect(used.size).toBeGreaterThan(own.length);
  expect(own.filter((load) => used.has(load))).toEqual([]);
});
