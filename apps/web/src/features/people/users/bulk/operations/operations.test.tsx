import { bulkOperations } from '@muster/contracts/people/bulk-operations';
import { screen, within } from '@testing-library/react';
import { describe, expect, test } from 'vitest';
import { anOperation } from '../../../../../testing/bulk-operations.ts';
import { aPerson } from '../../../../../testing/people.ts';
import { renderScreen } from '../../../../../testing/render-screen.tsx';
import { handle, Refusal, server } from '../../../../../testing/server.ts';
import { usersRoutes } from '../../routes.tsx';
import type { BulkOperation } from '../bulk-action.ts';
import { BulkPanel } from './BulkPanel.tsx';

function withPanel(operations: BulkOperation[]) {
  server.use(handle(bulkOperations.list, { data: operations, nextCursor: null }));
  return renderScreen(<BulkPanel />, { as: aPerson('admin') });
}

describe('the panel beside every page', () => {
  test('shows the progress of a running operation', async () => {
    withPanel([anOperation({ status: 'running', total: 200, done: 50, finishedAt: null, canUndo: false })]);
    const panel = await screen.findByRole('region', { name: 'Bulk operations in progress' });
    expect(within(panel).getByRole('progressbar')).toHaveAttribute('aria-valuenow', '25');
    expect(panel).toHaveTextContent('50 of 200');
    expect(within(panel).queryByRole('button', { name: 'Undo' })).not.toBeInTheDocument();
  });

  test('shows the result, the failures, and an undo button', async () => {
    const undone: string[] = [];
    const { user } = withPanel([anOperation()]);
    server.use(
      handle(bulkOperations.undo, ({ params }) => {
        undone.push(params.id ?? '');
        return anOperation({ action: 'reactivate', undoOf: params.id ?? '' });
      }),
    );
    const panel = await screen.findByRole('region');
    expect(within(panel).getByRole('link', { name: '1 failed' })).toHaveAttribute(
      'href',
      `/users/operations/${anOperation().id}`,
    );
    await user.click(within(panel).getByRole('button', { name: 'Undo' }));
    await expect.poll(() => undone).toEqual([anOperation().id]);
  });

  test('explains why an operation could not be undone', async () => {
    const { user } = withPanel([anOperation()]);
    server.use(handle(bulkOperations.undo, new Refusal('not_undoable')));
    await user.click(await screen.findByRole('button', { name: 'Undo' }));
    expect(await screen.findByText('title of not_undoable')).toBeVisible();
  });

  test("stays hidden once dismissed, even after a reload, and for other users' operations", async () => {
    const others = anOperation({ createdBy: { id: null, name: 'Ken' }, id: 'another' });
    const { user, unmount } = withPanel([others, anOperation()]);
    await user.click(await screen.findByRole('button', { name: 'Dismiss' }));
    expect(screen.queryByRole('region')).not.toBeInTheDocument();
    unmount();
    withPanel([others, anOperation()]);
    await expect.poll(() => document.querySelector('[data-testid]')).toBeNull();
    expect(screen.queryByRole('region')).not.toBeInTheDocument();
  });
});

describe('the list of operations', () => {
  const at = (path: string, operations: BulkOperation[]) => {
    server.use(handle(bulkOperations.list, { data: operations, nextCursor: null }));
    return renderScreen(usersRoutes, { at: path, as: aPerson('admin') });
  };

  test('shows the actor, the result, and which operation undid which', async () => {
    at('/users/operations', [
      anOperation({ id: 'b', action: 'set_role', params: { role: 'admin' }, undoOf: 'a', canUndo: false }),
      anOperation({
        id: 'a',
        action: 'add_to_groups',
        params: { groupIds: [], groupNames: ['Drivers', 'Sales'] },
        failed: 0,
        unchanged: 1,
      }),
    ]);
    const table = await screen.findByRole('table', { name: 'Bulk operations' });
    const [, undoing, adding] = within(table).getAllByRole('row');
    expect(undoing).toHaveTextContent('Restore the earlier roles');
    expect(undoing).toHaveTextContent('Undoes an earlier operation');
    expect(adding).toHaveTextContent('Add to Drivers and Sales');
    expect(adding).toHaveTextContent('3 changed, 1 unchanged');
    expect(adding).toHaveTextContent('Grace Hopper');
  });

  test('lists the failures with their reasons', async () => {
    const operation = anOperation();
    server.use(
      handle(bulkOperations.get, operation),
      handle(bulkOperations.listFailures, {
        data: [
          {
            user: { id: 'u1', name: 'Grace Hopper', email: 'grace@acme.test' },
            code: 'own_user',
            detail: 'That is you.',
          },
        ],
        nextCursor: null,
      }),
    );
    at(`/users/operations/${operation.id}`, [operation]);
    const drawer = await screen.findByRole('dialog', { name: 'Failed users' });
    expect(await within(drawer).findByRole('link', { name: 'Grace Hopper' })).toHaveAttribute(
      'href',
      '/users/u1',
    );
    expect(drawer).toHaveTextContent('That is you.');
  });

  test('explains itself while it is empty', async () => {
    at('/users/operations', []);
    expect(await screen.findByText('No bulk operations yet')).toBeVisible();
  });
});
