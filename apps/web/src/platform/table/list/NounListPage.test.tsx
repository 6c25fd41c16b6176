import { IconUsersGroup } from '@tabler/icons-react';
import { screen } from '@testing-library/react';
import { expect, test } from 'vitest';
import { aPerson } from '../../../testing/people.ts';
import { renderScreen } from '../../../testing/render-screen.tsx';
import { NounListPage } from './NounListPage.tsx';

interface Row {
  readonly id: string;
  readonly name: string;
}

const listOf = (rows: readonly Row[]) => ({
  rows,
  total: rows.length,
  isLoading: false,
  isStale: false,
  error: null,
  retry: () => undefined,
  hasMore: false,
  isLoadingMore: false,
  loadMore: () => undefined,
});

function show(rows: readonly Row[], search?: string) {
  const page = (
    <NounListPage<Row, object>
      title="Boats"
      list={listOf(rows)}
      add={{ to: '/boats/new', label: 'New boat', permission: 'groups:write' }}
      search={search}
      total={(count) => `${count} boats`}
      columns={[{ id: 'name', header: 'Name', cell: ({ name }) => name }]}
      rowName={({ name }) => name}
      empty={{ icon: IconUsersGroup, title: 'No boats yet', text: 'Buy one.' }}
    />
  );
  const routes = [{ path: 'boats', element: page, children: [{ path: ':id', element: <p>a drawer</p> }] }];
  return renderScreen(routes, { at: '/boats/1', as: aPerson('admin') });
}

test('a short list hides its total and its new button while it is empty', async () => {
  const { unmount } = show([]);
  expect(await screen.findByRole('heading', { name: 'No boats yet' })).toBeVisible();
  expect(screen.getAllByRole('link', { name: 'New boat' })).toHaveLength(1);
  expect(screen.queryByText('0 boats')).toBeNull();
  unmount();
  show([{ id: '1', name: 'Ada' }]);
  expect(await screen.findByText('1 boats')).toBeVisible();
  expect(screen.getByRole('link', { name: 'New boat' })).toBeVisible();
  expect(screen.getByRole('table', { name: 'Boats' })).toBeVisible();
});

test('a list that can be searched keeps its search while it is empty, and shows the drawer below its path', async () => {
  show([], 'Search boats');
  expect(await screen.findByRole('searchbox', { name: 'Search boats' })).toBeVisible();
  expect(screen.getByText('0 boats')).toBeVisible();
  expect(screen.getAllByRole('link', { name: 'New boat' })).toHaveLength(2);
  expect(screen.getByText('a drawer')).toBeVisible();
});
