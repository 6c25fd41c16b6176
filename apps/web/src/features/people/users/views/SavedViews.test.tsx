import { groups } from '@muster/contracts/people/groups';
import { savedViews } from '@muster/contracts/people/saved-views';
import { users } from '@muster/contracts/people/users';
import { screen, within } from '@testing-library/react';
import { expect, test } from 'vitest';
import { aPerson } from '../../../../testing/people.ts';
import { renderScreen } from '../../../../testing/render-screen.tsx';
import { handle, Refusal, server } from '../../../../testing/server.ts';
import { aUser } from '../../../../testing/users.ts';
import { usersRoutes } from '../routes.tsx';
import type { SavedView } from './view-query.ts';

const dates = { createdAt: '2026-02-01T10:00:00.000Z', updatedAt: '2026-02-01T10:00:00.000Z' };
const waiting: SavedView = {
  id: '0192f0c1-2d3e-7a4b-8c5d-000000000600',
  name: 'Waiting',
  query: { status: ['invited'], sort: '-createdAt' },
  ...dates,
};

/** The list, with an API that stores views. */
function atUsers(at: string, views: SavedView[]) {
  const kept = [...views];
  server.use(
    handle(groups.list, { data: [], nextCursor: null }),
    handle(users.list, { data: [aUser()], nextCursor: null, total: 1 }),
    handle(savedViews.list, () => ({ data: kept })),
    handle(savedViews.create, ({ body }) => {
      const view = { ...waiting, ...(body as object), id: 'new-view' };
      kept.push(view);
      return view;
    }),
    handle(savedViews.update, ({ body }) => Object.assign(kept[0] ?? {}, body) as SavedView),
    handle(savedViews.delete, () => {
      kept.splice(0, 1);
      return undefined;
    }),
  );
  return { kept, ...renderScreen(usersRoutes, { at, as: aPerson('admin') }) };
}

type Actor = ReturnType<typeof renderScreen>['user'];

async function choose(user: Actor, button: RegExp, item: string) {
  await user.click(await screen.findByRole('button', { name: button }));
  await user.click(await screen.findByRole('menuitem', { name: item }));
}

test('the current filters and sort are saved under a name, and the new view is applied', async () => {
  const { kept, user, router } = atUsers('/users?status=invited&sort=-createdAt&q=ada', []);
  await choose(user, /^Views/, 'Save as new view');
  const dialog = await screen.findByRole('dialog', { name: 'Save as new view' });
  await user.type(within(dialog).getByLabelText('Name'), 'Waiting{Enter}');
  expect(await screen.findByRole('button', { name: 'Waiting' })).toBeVisible();
  expect(kept[0]?.query).toEqual({ status: ['invited'], sort: '-createdAt', q: 'ada' });
  expect(router.state.location.search).toContain('view=new-view');
});

test('the reason for a refused name appears at the field', async () => {
  const { user } = atUsers('/users?status=invited', []);
  server.use(handle(savedViews.create, new Refusal('too_many_views')));
  await choose(user, /^Views/, 'Save as new view');
  const dialog = await screen.findByRole('dialog');
  const name = within(dialog).getByLabelText('Name');
  await user.type(name, 'One more{Enter}');
  expect(await within(dialog).findByText('title of too_many_views')).toBeVisible();
  expect(name).toHaveAttribute('aria-invalid', 'true');
});

test('applying a view changes the URL', async () => {
  const { user, router } = atUsers('/users?q=ada', [waiting]);
  await choose(user, /^Views/, 'Waiting');
  await expect
    .poll(() => router.state.location.search)
    .toBe(`?status=invited&sort=-createdAt&view=${waiting.id}`);
});

test('a changed view is marked, and can be saved or left', async () => {
  const { kept, user } = atUsers(`/users?status=invited&status=added&sort=-createdAt&view=${waiting.id}`, [
    { ...waiting },
  ]);
  await choose(user, /^Waiting.*changed$/, 'Save changes');
  expect(await screen.findByText('The view “Waiting” was changed.')).toBeVisible();
  expect(kept[0]?.query).toEqual({ status: ['invited', 'added'], sort: '-createdAt' });
  expect(await screen.findByRole('button', { name: 'Waiting' })).toBeVisible();
});

test('deleting a view keeps the list as it is, and can be undone', async () => {
  const { kept, user, router } = atUsers(`/users?status=invited&sort=-createdAt&view=${waiting.id}`, [
    waiting,
  ]);
  await choose(user, /^Waiting/, 'Delete');
  const notice = (await screen.findByText('The view “Waiting” was deleted.')).parentElement as HTMLElement;
  await user.click(within(notice).getByRole('button', { name: 'Undo' }));
  expect(await screen.findByRole('button', { name: 'Waiting' })).toBeVisible();
  expect(kept).toEqual([{ ...waiting, id: 'new-view' }]);
  expect(router.state.location.search).toBe('?status=invited&sort=-createdAt&view=new-view');
});

test('a view can be renamed', async () => {
  const { user } = atUsers(`/users?status=invited&sort=-createdAt&view=${waiting.id}`, [{ ...waiting }]);
  await choose(user, /^Waiting/, 'Rename');
  const dialog = await screen.findByRole('dialog');
  await user.clear(within(dialog).getByLabelText('Name'));
  await user.type(within(dialog).getByLabelText('Name'), 'Invited{Enter}');
  expect(await screen.findByRole('button', { name: 'Invited' })).toBeVisible();
});
