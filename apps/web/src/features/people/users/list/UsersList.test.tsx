import { me } from '@muster/contracts/access/me';
import { groups } from '@muster/contracts/people/groups';
import { savedViews } from '@muster/contracts/people/saved-views';
import { UserSort, users } from '@muster/contracts/people/users';
import { screen, within } from '@testing-library/react';
import { expect, test, vi } from 'vitest';
import { aPerson } from '../../../../testing/people.ts';
import { renderScreen } from '../../../../testing/render-screen.tsx';
import { handle, server } from '../../../../testing/server.ts';
import { aUser } from '../../../../testing/users.ts';
import { usersRoutes } from '../routes.tsx';

const drivers = {
  ...{
    id: '0192f0c1-2d3e-7a4b-8c5d-000000000010',
    name: 'Drivers',
    description: '',
    userCount: 3,
    twinIds: [],
  },
  ...{ createdAt: '2026-01-01T00:00:00.000Z', updatedAt: '2026-01-01T00:00:00.000Z' },
};

function atUsers(at: string, total: number | null = 1) {
  server.use(
    handle(groups.list, { data: [drivers], nextCursor: null }),
    handle(groups.get, drivers),
    handle(savedViews.list, { data: [] }),
    handle(users.list, { data: [aUser()], nextCursor: null, total }),
  );
  return renderScreen(usersRoutes, { at, as: aPerson('admin') });
}

test('a total above the limit appears as at least 10,000 until the exact one is loaded', async () => {
  let answer: (count: { total: number }) => void = () => undefined;
  const requests: string[] = [];
  server.use(
    handle(users.count, ({ query }) => {
      requests.push(query.toString());
      return new Promise<{ total: number }>((resolve) => {
        answer = resolve;
      });
    }),
  );
  atUsers('/users?status=active&sort=-name', null);
  expect(await screen.findByText('10,000+ users')).toBeVisible();
  await expect.poll(() => requests).toEqual(['status=active']);
  answer({ total: 12_345 });
  expect(await screen.findByText('12,345 users')).toBeVisible();
});

test('each active filter is a chip that removes it', async () => {
  const { user, router } = atUsers(
    `/users?status=added&status=invited&groupId=${drivers.id}&lastLoginBefore=2026-01-01T00:00:00.000Z&q=ada`,
  );
  expect(await screen.findByRole('button', { name: 'Remove filter Group: Drivers' })).toBeVisible();
  expect(screen.getByText(/^Not signed in since: .*2026$/)).toBeVisible();
  await user.click(screen.getByRole('button', { name: 'Remove filter Status: Added' }));
  await user.click(screen.getByRole('button', { name: 'Remove filter Group: Drivers' }));
  await user.click(screen.getByRole('button', { name: 'Remove filter Search: “ada”' }));
  await expect
    .poll(() => router.state.location.search)
    .toBe('?lastLoginBefore=2026-01-01T00%3A00%3A00.000Z&status=invited');
  await user.click(screen.getByRole('button', { name: 'Clear filters' }));
  await expect.poll(() => router.state.location.search).toBe('');
});

test('groups are found by name, and several can be chosen', async () => {
  const { user, router } = atUsers('/users');
  await user.click(await screen.findByRole('button', { name: 'Group' }));
  await user.click(await screen.findByRole('option', { name: 'Drivers' }));
  await expect.poll(() => router.state.location.search).toBe(`?groupId=${drivers.id}`);
});

test('every sort of the contract can be chosen', async () => {
  const { user, router } = atUsers('/users');
  await user.click(await screen.findByRole('button', { name: 'Sort' }));
  const menu = await screen.findByRole('menu');
  expect(within(menu).getAllByRole('menuitemradio')).toHaveLength(UserSort.options.length);
  await user.click(within(menu).getByRole('menuitemradio', { name: 'Added last' }));
  await expect.poll(() => router.state.location.search).toBe('?sort=-createdAt');
});

test('the export has exactly the filters and the sort of the list', async () => {
  const followed: string[] = [];
  vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(function (this: HTMLAnchorElement) {
    followed.push(this.href);
  });
  server.use(handle(me.get, aPerson('admin')));
  const { user } = atUsers('/users?status=added&status=invited&q=ada&sort=-name&view=kept');
  await user.click(await screen.findByRole('button', { name: 'Export' }));
  await expect.poll(() => followed.length).toBe(1);
  const address = new URL(followed[0] ?? '');
  expect(address.pathname).toBe('/api/v1/users/export.csv');
  expect(address.searchParams.toString()).toBe(
    'status=added&status=invited&q=ada&sort=-name&separator=comma&encoding=utf-8',
  );
});

test('an export has the format and the separator that the person chose before', async () => {
  const followed: string[] = [];
  vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(function (this: HTMLAnchorElement) {
    followed.push(this.href);
  });
  server.use(handle(me.get, aPerson('admin')));
  const first = atUsers('/users');
  await first.user.click(await screen.findByRole('button', { name: 'Export settings' }));
  await first.user.selectOptions(await screen.findByRole('combobox', { name: 'Between cells' }), 'Semicolon');
  await first.user.selectOptions(screen.getByRole('combobox', { name: 'Format' }), 'Excel workbook (XLSX)');
  expect(screen.queryByRole('combobox', { name: 'Between cells' })).toBeNull();
  first.unmount();
  const { user } = atUsers('/users');
  await user.click(await screen.findByRole('button', { name: 'Export' }));
  await expect.poll(() => followed.length).toBe(1);
  expect(new URL(followed[0] ?? '').pathname).toBe('/api/v1/users/export.xlsx');
  await user.click(screen.getByRole('button', { name: 'Export settings' }));
  await user.selectOptions(await screen.findByRole('combobox', { name: 'Format' }), 'CSV');
  expect(screen.getByRole('combobox', { name: 'Between cells' })).toHaveValue('semicolon');
  window.localStorage.clear();
});
