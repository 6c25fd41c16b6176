import { bulkOperations } from '@muster/contracts/people/bulk-operations';
import { groups } from '@muster/contracts/people/groups';
import { savedViews } from '@muster/contracts/people/saved-views';
import { users } from '@muster/contracts/people/users';
import { screen, within } from '@testing-library/react';
import { describe, expect, test } from 'vitest';
import { anOperation, aPreview } from '../../../../testing/bulk-operations.ts';
import { aPerson } from '../../../../testing/people.ts';
import { renderScreen } from '../../../../testing/render-screen.tsx';
import { handle, Refusal, server } from '../../../../testing/server.ts';
import { aUser } from '../../../../testing/users.ts';
import { usersRoutes } from '../routes.tsx';

const ada = aUser();
const alan = aUser({ id: '0192f0c1-2d3e-7a4b-8c5d-000000000101', name: 'Alan Turing' });

/** The list with two of 212 users loaded. */
function atUsers(at = '/users') {
  const previews: unknown[] = [];
  server.use(
    handle(groups.list, { data: [], nextCursor: null }),
    handle(savedViews.list, { data: [] }),
    handle(users.list, { data: [ada, alan], nextCursor: 'more', total: 212 }),
    handle(bulkOperations.preview, ({ body }) => {
      previews.push(body);
      return aPreview();
    }),
  );
  return { previews, ...renderScreen(usersRoutes, { at, as: aPerson('admin') }) };
}

type Actor = ReturnType<typeof renderScreen>['user'];

async function selectAll(user: Actor) {
  await user.click(await screen.findByRole('checkbox', { name: 'Select all loaded rows' }));
}

async function choose(user: Actor, action: string) {
  await user.click(screen.getByRole('button', { name: 'More' }));
  await user.click(await screen.findByRole('menuitem', { name: action }));
  return screen.findByRole('dialog');
}

describe('selecting', () => {
  test('all matches can be selected, loaded or not, and deselecting one ends that', async () => {
    const { user, previews } = atUsers('/users?status=active&role=member&role=admin');
    await selectAll(user);
    expect(screen.getByText('2 selected')).toBeVisible();
    await user.click(screen.getByRole('button', { name: 'Select all 212 that match' }));
    expect(screen.getByText('All 212 that match are selected')).toBeVisible();
    expect(await choose(user, 'Deactivate')).toHaveAccessibleName('Deactivate 212 users?');
    await expect
      .poll(() => previews)
      .toEqual([
        { action: 'deactivate', params: {}, filter: { status: ['active'], role: ['member', 'admin'] } },
      ]);
    await user.keyboard('{Escape}');
    expect(screen.getByText('All 212 that match are selected')).toBeVisible();
    await user.click(screen.getByRole('checkbox', { name: 'Select Alan Turing' }));
    expect(screen.getByText('1 selected')).toBeVisible();
    await user.keyboard('{Escape}');
    expect(screen.queryByText('1 selected')).not.toBeInTheDocument();
  });

  test('changing the filter ends the selection of all matches', async () => {
    const { user } = atUsers();
    await selectAll(user);
    await user.click(screen.getByRole('button', { name: 'Select all 212 that match' }));
    await user.type(screen.getByRole('searchbox'), 'a');
    await expect.poll(() => screen.queryByText('All 212 that match are selected')).toBeNull();
  });
});

describe('confirming', () => {
  test('shows the number of users, who is skipped and why, and the effect on seats', async () => {
    const { user, previews } = atUsers();
    await selectAll(user);
    const dialog = await choose(user, 'Deactivate');
    const effects = await within(dialog).findByRole('list', { name: 'What will happen' });
    expect(
      within(effects)
        .getAllByRole('listitem')
        .map(({ textContent }) => textContent),
    ).toEqual([
      '207 will be deactivated',
      '3 are already deactivated',
      'You are in the selection: your own access stays as it is',
      '1 stays: the account needs an owner',
      'Free seats: 43 now, 250 afterwards',
    ]);
    expect(within(dialog).getByRole('button', { name: 'Deactivate 207 users' })).toBeEnabled();
    expect(previews).toEqual([{ action: 'deactivate', params: {}, ids: [ada.id, alan.id] }]);
  });

  test('removing more than ten users names the first, and asks for the number to be typed', async () => {
    const { user } = atUsers();
    const requests: unknown[] = [];
    const firstNames = ['Ada', 'Bo', 'Cy', 'Di', 'Ed'];
    server.use(
      handle(bulkOperations.preview, aPreview({ firstNames })),
      handle(bulkOperations.create, ({ body }) => {
        requests.push(body);
        return anOperation();
      }),
    );
    await selectAll(user);
    const dialog = await choose(user, 'Remove');
    expect(await within(dialog).findByText('Ada, Bo, Cy, Di, Ed and 202 more')).toBeVisible();
    const confirm = within(dialog).getByRole('button', { name: 'Remove 207 users' });
    const field = within(dialog).getByRole('textbox', { name: 'Type 207 to confirm' });
    await user.type(field, '20');
    expect(confirm).toBeDisabled();
    await user.type(field, '7');
    await user.click(confirm);
    await expect.poll(() => requests).toMatchObject([{ action: 'remove' }]);
  });

  test('removing ten users or fewer needs no typing', async () => {
    const { user } = atUsers();
    server.use(handle(bulkOperations.preview, aPreview({ changed: 2, firstNames: ['Ada', 'Alan'] })));
    await selectAll(user);
    const dialog = await choose(user, 'Remove');
    expect(await within(dialog).findByText('Ada, Alan')).toBeVisible();
    expect(within(dialog).getByRole('button', { name: 'Remove 2 users' })).toBeEnabled();
    expect(within(dialog).queryByRole('textbox')).toBeNull();
  });

  test('a role must be chosen first', async () => {
    const { user, previews } = atUsers();
    await selectAll(user);
    const dialog = await choose(user, 'Change role');
    expect(within(dialog).getByRole('button', { name: /^Change role/ })).toBeDisabled();
    expect(within(dialog).queryByRole('radio', { name: 'Owner' })).not.toBeInTheDocument();
    expect(previews).toEqual([]);
    await user.click(within(dialog).getByRole('radio', { name: 'Admin' }));
    expect(await within(dialog).findByText('207 will get the role')).toBeVisible();
    expect(previews).toHaveLength(1);
  });

  test('is not possible if no user would change', async () => {
    const { user } = atUsers();
    server.use(handle(bulkOperations.preview, aPreview({ changed: 0, unchanged: 212, refused: [] })));
    await selectAll(user);
    const dialog = await choose(user, 'Reactivate');
    expect(await within(dialog).findByRole('button', { name: 'Nothing to change' })).toBeDisabled();
  });
});

test('a selection that has changed is shown with the new count and must be confirmed', async () => {
  const { user } = atUsers();
  const requests: { expectedCount?: number }[] = [];
  await selectAll(user);
  await user.click(screen.getByRole('button', { name: 'Select all 212 that match' }));
  const dialog = await choose(user, 'Deactivate');
  const confirm = await within(dialog).findByRole('button', { name: 'Deactivate 207 users' });
  server.use(
    handle(bulkOperations.preview, aPreview({ total: 215, changed: 210 })),
    handle(bulkOperations.create, ({ body }) => {
      requests.push(body as { expectedCount: number });
      return requests.length === 1 ? new Refusal('selection_changed') : anOperation();
    }),
  );
  await expect.poll(() => (confirm as HTMLButtonElement).disabled).toBe(false);
  await user.click(confirm);
  const alert = await within(dialog).findByRole('alert');
  expect(alert).toHaveTextContent('215 users match now');
  await user.click(within(dialog).getByRole('button', { name: 'Deactivate 210 users' }));
  await expect.poll(() => screen.queryByRole('dialog')).toBeNull();
  expect(requests.map(({ expectedCount }) => expectedCount)).toEqual([212, 215]);
  expect(screen.queryByText('All 212 that match are selected')).not.toBeInTheDocument();
});
