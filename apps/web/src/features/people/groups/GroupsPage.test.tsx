import { groups } from '@muster/contracts/people/groups';
import { users } from '@muster/contracts/people/users';
import { screen, within } from '@testing-library/react';
import { describe, expect, test } from 'vitest';
import { aPerson } from '../../../testing/people.ts';
import { renderScreen } from '../../../testing/render-screen.tsx';
import { handle, Refusal, server } from '../../../testing/server.ts';
import { aUser } from '../../../testing/users.ts';
import type { Group } from './group.ts';
import { places } from './places.ts';

const navy: Group = {
  id: '0192f0c1-2d3e-7a4b-8c5d-000000000010',
  name: 'Navy',
  description: 'Everyone at sea.',
  userCount: 3,
  twinIds: [],
  createdAt: '2026-01-01T00:00:00.000Z',
  updatedAt: '2026-01-01T00:00:00.000Z',
};

function atGroups(at = '/groups') {
  server.use(
    handle(groups.list, { data: [navy], nextCursor: null, total: 1 }),
    handle(groups.get, navy),
    handle(users.list, { data: [aUser()], nextCursor: null, total: 1 }),
  );
  return renderScreen(places.routes, { at, as: aPerson('admin') });
}

describe('groups', () => {
  test('deleting a group names it and explains that its users stay', async () => {
    const { user } = atGroups();
    server.use(handle(groups.delete, undefined));
    await user.click(await screen.findByRole('button', { name: 'Actions for Navy' }));
    await user.click(await screen.findByRole('menuitem', { name: 'Delete group' }));
    const dialog = await screen.findByRole('dialog', { name: 'Delete Navy?' });
    expect(dialog).toHaveTextContent('Its 3 users leave the group but stay in the account');
    await user.click(within(dialog).getByRole('button', { name: 'Delete group' }));
    expect(await screen.findByText('Navy was deleted.')).toBeVisible();
  });

  test('deleting a group from its page leaves the page and does not refetch it', async () => {
    const { user, router, client } = atGroups(`/groups/${navy.id}`);
    let isDeleted = false;
    let requestsAfter = 0;
    server.use(
      handle(groups.get, () => {
        if (isDeleted) requestsAfter += 1;
        return isDeleted ? new Refusal('not_found') : navy;
      }),
      handle(groups.delete, () => {
        isDeleted = true;
        return undefined;
      }),
    );
    await user.click(await screen.findByRole('button', { name: 'Actions for Navy' }));
    await user.click(await screen.findByRole('menuitem', { name: 'Delete group' }));
    const dialog = await screen.findByRole('dialog', { name: 'Delete Navy?' });
    await user.click(within(dialog).getByRole('button', { name: 'Delete group' }));
    await expect.poll(() => router.state.location.pathname).toBe('/groups');
    expect(await screen.findByRole('heading', { name: 'Groups', level: 1 })).toBeVisible();
    expect(requestsAfter).toBe(0);
    const cached = client.getQueryCache().findAll({ queryKey: [groups.get.id] });
    expect(cached, 'its cached data is removed').toEqual([]);
  });

  test('a group is merged into the one that is chosen, which is shown, and is read no more', async () => {
    const sailors = { ...navy, id: '0192f0c1-2d3e-7a4b-8c5d-000000000077', name: 'Sailors', userCount: 5 };
    const { user, router } = atGroups(`/groups/${navy.id}`);
    const sent: unknown[] = [];
    let readAfter = 0;
    server.use(
      handle(groups.list, { data: [navy, sailors], nextCursor: null, total: 2 }),
      handle(groups.get, ({ params }) => {
        if (sent.length > 0 && params.id === navy.id) readAfter += 1;
        return params.id === navy.id ? navy : sailors;
      }),
      handle(groups.merge, ({ body }) => {
        sent.push(body);
        return sailors;
      }),
    );
    await user.click(await screen.findByRole('button', { name: 'Actions for Navy' }));
    await user.click(await screen.findByRole('menuitem', { name: 'Merge into another group' }));
    const drawer = await screen.findByRole('dialog', { name: 'Merge Navy into another group' });
    expect(drawer).toHaveTextContent('Its 3 users join the group you choose.');
    await user.click(within(drawer).getByRole('button', { name: 'Merge groups' }));
    expect(within(drawer).getByText('Choose the group that stays.')).toBeVisible();
    await user.click(within(drawer).getByRole('combobox', { name: 'Group that stays' }));
    expect(screen.queryByRole('option', { name: /Navy/ })).toBeNull();
    await user.click(await screen.findByRole('option', { name: /Sailors/ }));
    await user.click(within(drawer).getByRole('button', { name: 'Merge groups' }));
    expect(await screen.findByText('Navy was merged into Sailors.')).toBeVisible();
    await expect.poll(() => router.state.location.pathname).toBe(`/groups/${sailors.id}`);
    expect(sent).toEqual([{ intoId: sailors.id }]);
    expect(readAfter).toBe(0);
  });

  test('groups with the same name are named on the list, the later with the older as suggestion', async () => {
    const older = { ...navy, id: '0192f0c1-2d3e-7a4b-8c5d-000000000077', userCount: 1 };
    const pair = [
      { ...older, twinIds: [navy.id] },
      { ...navy, twinIds: [older.id] },
    ];
    const { user } = atGroups();
    server.use(
      handle(groups.list, { data: pair, nextCursor: null, total: 2 }),
      handle(groups.get, ({ params }) => pair.find(({ id }) => id === params.id) ?? expect.fail()),
    );
    expect(await screen.findByText('Some groups have the same name')).toBeVisible();
    await user.click(screen.getByRole('link', { name: 'Merge groups: Navy' }));
    const drawer = await screen.findByRole('dialog', { name: 'Merge Navy into another group' });
    expect(within(drawer).getByRole('button', { name: 'Remove Navy' })).toBeVisible();
  });

  test('a name that is taken is reported at the field', async () => {
    const { user } = atGroups('/groups/new');
    server.use(handle(groups.create, new Refusal('group_exists')));
    const name = await screen.findByRole('textbox', { name: 'Name' });
    await user.type(name, 'Navy{Enter}');
    expect(await screen.findByText('title of group_exists')).toBeVisible();
    expect(name).toBeInvalid();
  });

  test('a user who came from Add users finds the way back, even after creating a group', async () => {
    const { user, router } = atGroups('/groups/new?from=add-users');
    server.use(handle(groups.create, { ...navy, name: 'Sales' }));
    await user.type(await screen.findByRole('textbox', { name: 'Name' }), 'Sales{Enter}');
    expect(await screen.findByRole('link', { name: 'Back to Add users' })).toHaveAttribute(
      'href',
      '/users/add',
    );
    expect(router.state.location.search).toBe('?from=add-users');
  });

  test('removing a member can be undone', async () => {
    let isBack = false;
    const { user } = atGroups(`/groups/${navy.id}`);
    server.use(
      handle(groups.removeUsers, { removed: 1, notIn: 0 }),
      handle(groups.addUsers, () => {
        isBack = true;
        return { added: 1, alreadyIn: 0 };
      }),
    );
    await user.click(await screen.findByRole('button', { name: 'Actions for Ada Lovelace' }));
    await user.click(await screen.findByRole('menuitem', { name: 'Remove from group' }));
    expect(await screen.findByText('1 user removed from Navy.')).toBeVisible();
    await user.click(screen.getByRole('button', { name: 'Undo' }));
    await expect.poll(() => isBack).toBe(true);
  });

  test('a deleted group is reported as missing', async () => {
    atGroups(`/groups/${navy.id}`);
    server.use(handle(groups.get, new Refusal('not_found')));
    expect(await screen.findByText('Group not found')).toBeVisible();
  });
});
