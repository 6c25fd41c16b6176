import { groups } from '@muster/contracts/people/groups';
import { savedViews } from '@muster/contracts/people/saved-views';
import { users } from '@muster/contracts/people/users';
import { permissionsOf } from '@muster/contracts/permissions';
import { screen, within } from '@testing-library/react';
import { describe, expect, test } from 'vitest';
import { aPerson } from '../../../../testing/people.ts';
import { renderScreen } from '../../../../testing/render-screen.tsx';
import { handle, Refusal, server } from '../../../../testing/server.ts';
import { aUser } from '../../../../testing/users.ts';
import { usersRoutes } from '../routes.tsx';
import type { User } from '../user.ts';

/** Includes a page of another feature that the list links to. */
const routes = [...usersRoutes, { path: 'users/import', element: <h1>Import users</h1> }];

function atUsers(rows: User[], at = '/users', as = aPerson('admin')) {
  const requests: URLSearchParams[] = [];
  server.use(
    handle(groups.list, { data: [], nextCursor: null }),
    handle(savedViews.list, { data: [] }),
    handle(users.list, ({ query }) => {
      requests.push(query);
      return { data: rows, nextCursor: null, total: rows.length };
    }),
  );
  return { requests, ...renderScreen(routes, { at, as }) };
}

async function openMenu(user: ReturnType<typeof renderScreen>['user'], name: string) {
  await user.click(await screen.findByRole('button', { name: `Actions for ${name}` }));
}

describe('the list of users', () => {
  test('shows the users and their number', async () => {
    atUsers([aUser(), aUser({ id: '0192f0c1-2d3e-7a4b-8c5d-000000000101', name: 'Alan Turing' })]);
    expect(await screen.findByRole('link', { name: 'Ada Lovelace' })).toBeVisible();
    expect(screen.getByText('2 users')).toBeVisible();
  });

  test('requests the list that the URL describes', async () => {
    const { requests } = atUsers([aUser()], '/users?status=added&status=invited&q=ada&sort=-lastLoginAt');
    await screen.findByRole('link', { name: 'Ada Lovelace' });
    expect(requests[0]?.getAll('status')).toEqual(['added', 'invited']);
    expect(requests[0]?.get('q')).toBe('ada');
    expect(requests[0]?.get('sort')).toBe('-lastLoginAt');
  });

  test('explains itself while it is empty', async () => {
    atUsers([]);
    expect(await screen.findByText('Nobody here yet')).toBeVisible();
    expect(screen.getAllByRole('link', { name: 'Add users' })[0]).toHaveAttribute('href', '/users/add');
  });

  test('links to the import, also by keyboard', async () => {
    const { user } = atUsers([aUser()]);
    (await screen.findByRole('link', { name: 'Add users' })).focus();
    await user.tab();
    expect(screen.getByRole('button', { name: 'More ways to add people' })).toHaveFocus();
    await user.keyboard('{Enter}');
    const item = await screen.findByRole('menuitem', { name: 'Import from a file' });
    await user.keyboard('{ArrowDown}');
    expect(item).toHaveFocus();
    await user.keyboard('{Enter}');
    expect(await screen.findByRole('heading', { name: 'Import users' })).toBeVisible();
  });

  test('hides the add button from users who may not change users', async () => {
    const mayRead = permissionsOf.admin.filter((permission) => permission !== 'users:write');
    atUsers([aUser()], '/users', aPerson('admin', { permissions: mayRead }));
    expect(await screen.findByRole('link', { name: 'Ada Lovelace' })).toBeVisible();
    expect(screen.queryByRole('link', { name: 'Add users' })).toBeNull();
    expect(screen.queryByRole('button', { name: 'More ways to add people' })).toBeNull();
  });

  test('asks for confirmation before removing, with the name and the effect on the seat', async () => {
    let isRemoved = false;
    const { user } = atUsers([aUser()]);
    server.use(
      handle(users.delete, () => {
        isRemoved = true;
        return undefined;
      }),
    );
    await openMenu(user, 'Ada Lovelace');
    await user.click(await screen.findByRole('menuitem', { name: 'Remove' }));
    const dialog = await screen.findByRole('dialog', { name: 'Remove Ada Lovelace?' });
    expect(dialog).toHaveTextContent('Their seat becomes free');
    expect(isRemoved).toBe(false);
    await user.click(within(dialog).getByRole('button', { name: 'Remove' }));
    expect(await screen.findByText('Ada Lovelace was removed.')).toBeVisible();
    expect(isRemoved).toBe(true);
  });

  test('shows a refusal in the confirmation dialog', async () => {
    const { user } = atUsers([aUser({ status: 'deactivated' })]);
    server.use(handle(users.reactivate, new Refusal('seat_limit_reached')));
    await openMenu(user, 'Ada Lovelace');
    await user.click(await screen.findByRole('menuitem', { name: 'Reactivate' }));
    const dialog = await screen.findByRole('dialog', { name: 'Reactivate Ada Lovelace?' });
    await user.click(within(dialog).getByRole('button', { name: 'Reactivate' }));
    expect(await within(dialog).findByText('title of seat_limit_reached')).toBeVisible();
  });

  test('deactivating can be undone', async () => {
    let isReactivated = false;
    const { user } = atUsers([aUser({ status: 'active' })]);
    server.use(
      handle(users.deactivate, aUser({ status: 'deactivated' })),
      handle(users.reactivate, () => {
        isReactivated = true;
        return aUser({ status: 'active' });
      }),
    );
    await openMenu(user, 'Ada Lovelace');
    await user.click(await screen.findByRole('menuitem', { name: 'Deactivate' }));
    const dialog = await screen.findByRole('dialog', { name: 'Deactivate Ada Lovelace?' });
    await user.click(within(dialog).getByRole('button', { name: 'Deactivate' }));
    await user.click(await screen.findByRole('button', { name: 'Undo' }));
    expect(await screen.findByText('Ada Lovelace was reactivated.')).toBeVisible();
    expect(isReactivated).toBe(true);
  });
});
