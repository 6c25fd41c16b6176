import { screen } from '@testing-library/react';
import { Link, type RouteObject } from 'react-router-dom';
import { expect, test } from 'vitest';
import { routes as appRoutes } from '../../app/router.tsx';
import { places } from '../../generated/places.ts';
import { aPerson } from '../../testing/people.ts';
import { renderScreen } from '../../testing/render-screen.tsx';
import { RequirePermission } from './RequirePermission.tsx';

const routes: RouteObject[] = [
  {
    element: <RequirePermission permission="groups:read" />,
    children: [{ path: '/groups', element: <Link to="/">The groups</Link> }],
  },
  { path: '/', element: <h1>Home</h1> },
];

test('who lacks the permission sees that, and the way home', async () => {
  const { user } = renderScreen(routes, { at: '/groups', as: aPerson('member') });
  expect(await screen.findByRole('heading', { name: 'No access' })).toBeVisible();
  expect(screen.queryByText('The groups')).toBeNull();
  await user.click(screen.getByRole('link', { name: 'Go to the home page' }));
  expect(await screen.findByRole('heading', { name: 'Home' })).toBeVisible();
});

test('who has it sees the page', async () => {
  renderScreen(routes, { at: '/groups', as: aPerson('admin') });
  expect(await screen.findByText('The groups')).toBeVisible();
});

test('every page of the navigation needs its permission', () => {
  const open: string[] = [];
  const look = (list: readonly RouteObject[], isGuarded: boolean) => {
    for (const { path, element, children = [] } of list) {
      const guards = (element as { type?: unknown } | undefined)?.type === RequirePermission;
      if (path && !isGuarded) open.push(path);
      look(children, isGuarded || guards);
    }
  };
  look(appRoutes, false);
  const guarded = places.filter(({ permission }) => permission).flatMap(({ routes: own }) => own);
  expect(guarded.length).toBeGreaterThan(10);
  expect(guarded.filter(({ path }) => path && open.includes(path))).toEqual([]);
});
