import { groups } from '@muster/contracts/people/groups';
import { IconUsers } from '@tabler/icons-react';
import { screen, within } from '@testing-library/react';
import { useMemo } from 'react';
import { expect, test } from 'vitest';
import { renderScreen } from '../../../testing/render-screen.tsx';
import { handle, Refusal, server } from '../../../testing/server.ts';
import { useList } from '../../api/query.ts';
import { EmptyState } from '../../ui/feedback/EmptyState.tsx';
import { SearchField } from '../list/SearchField.tsx';
import { useListQuery } from '../list/use-list-query.ts';
import { DataTable } from './DataTable.tsx';

const group = (n: number) => ({
  id: `0192f0c1-2d3e-7a4b-8c5d-${String(n).padStart(12, '0')}`,
  name: `Group ${n}`,
  description: '',
  userCount: n,
  twinIds: [],
  createdAt: '2026-01-01T00:00:00.000Z',
  updatedAt: '2026-01-01T00:00:00.000Z',
});

function Groups() {
  const { query, patch, isFiltered, clear } = useListQuery(groups.list);
  const list = useList(groups.list, { query });
  const columns = useMemo(
    () => [{ id: 'name', header: 'Name', cell: (row: { name: string }) => row.name, sort: 'name' }],
    [],
  );
  return (
    <>
      <SearchField label="Search" value={query.q} onChange={(q) => patch({ q })} />
      <DataTable
        label="Groups"
        list={list}
        columns={columns}
        rowName={(row) => row.name}
        bulkActions={({ ids }) => <button type="button">Delete {ids.length}</button>}
        sort={{ value: query.sort ?? 'name', onChange: (sort) => patch({ sort: sort as 'name' }) }}
        isFiltered={isFiltered}
        onClearFilters={clear}
        empty={
          <EmptyState icon={IconUsers} title="No groups yet">
            They hold people together.
          </EmptyState>
        }
      />
    </>
  );
}

test('search and sort are stored in the URL and sent to the API', async () => {
  const requests: string[] = [];
  server.use(
    handle(groups.list, ({ query }) => {
      requests.push(query.toString());
      return { data: [group(1)], nextCursor: null, total: 1 };
    }),
  );
  const { user, router } = renderScreen(<Groups />, { at: '/groups?sort=bogus' });
  await screen.findByRole('cell', { name: 'Group 1' });
  await user.click(screen.getByRole('button', { name: 'Name' }));
  await user.type(screen.getByLabelText('Search'), 'dri');
  await expect.poll(() => router.state.location.search).toBe('?sort=-name&q=dri');
  await expect.poll(() => requests.at(-1)).toBe('sort=-name&q=dri&include=total');
  expect(requests[0]).toBe('include=total');
});

test('more rows are added below and selection works over them', async () => {
  server.use(
    handle(groups.list, ({ query }) =>
      query.get('cursor')
        ? { data: [group(2)], nextCursor: null }
        : { data: [group(1)], nextCursor: 'next', total: 2 },
    ),
  );
  const { user } = renderScreen(<Groups />);
  await user.click(await screen.findByRole('button', { name: 'Load more' }));
  await screen.findByRole('cell', { name: 'Group 2' });
  await user.click(screen.getByRole('checkbox', { name: 'Select all loaded rows' }));
  expect(await screen.findByRole('button', { name: 'Delete 2' })).toBeVisible();
  await user.click(screen.getByRole('checkbox', { name: 'Select Group 1' }));
  expect(screen.getByRole('button', { name: 'Delete 1' })).toBeVisible();
});

test('an empty list explains itself, and a list without matches offers to clear the filters', async () => {
  server.use(handle(groups.list, { data: [], nextCursor: null, total: 0 }));
  const { user, router } = renderScreen(<Groups />, { at: '/?q=zzz' });
  const way = await screen.findByRole('button', { name: 'Clear filters' });
  expect(screen.queryByText('No groups yet')).not.toBeInTheDocument();
  await user.click(way);
  expect(await screen.findByText('No groups yet')).toBeVisible();
  expect(router.state.location.search).toBe('');
});

test('a list that fails to load shows the reason and the request id, and can be retried', async () => {
  server.use(handle(groups.list, new Refusal('internal_error')));
  const { user } = renderScreen(<Groups />);
  const alert = await screen.findByRole('alert');
  expect(within(alert).getByText('req-1')).toBeVisible();
  server.use(handle(groups.list, { data: [group(1)], nextCursor: null, total: 1 }));
  await user.click(within(alert).getByRole('button', { name: 'Try again' }));
  expect(await screen.findByRole('cell', { name: 'Group 1' })).toBeVisible();
});
