import { savedViews } from '@muster/contracts/people/saved-views';
import { expect, test } from 'vitest';
import { useApi } from '../../../../test/harness.ts';

const api = useApi();
const query = {
  status: ['invited' as const],
  q: 'ada',
  lastLoginBefore: '2026-01-01T00:00:00.000Z',
  sort: '-email' as const,
};

test('a view is stored for the admin who created it', async () => {
  const owner = await api.given.anOwner();
  const admin = await api.given.aMember(owner, { role: 'admin' });
  const view = await owner.call(savedViews.create, { body: { name: 'Waiting', query } });
  expect(view).toMatchObject({ name: 'Waiting', query });
  await owner.call(savedViews.create, { body: { name: 'Ärger', query: {} } });
  expect((await owner.call(savedViews.list, {})).data.map(({ name }) => name)).toEqual(['Ärger', 'Waiting']);
  expect((await admin.call(savedViews.list, {})).data).toEqual([]);
  const params = { id: view.id };
  for (const stranger of [admin, await api.given.anOwner()]) {
    expect((await stranger.refused(savedViews.update, { params, body: { name: 'Mine' } })).code).toBe(
      'not_found',
    );
    expect((await stranger.refused(savedViews.delete, { params })).code).toBe('not_found');
  }
  const renamed = await owner.call(savedViews.update, {
    params,
    body: { name: 'Invited', query: { role: ['admin'] } },
  });
  expect(renamed).toMatchObject({ name: 'Invited', query: { role: ['admin'] } });
  await owner.call(savedViews.delete, { params });
  expect((await owner.call(savedViews.list, {})).data).toHaveLength(1);
});

test('names are unique per admin ignoring case, filters are validated, and fifty views are the limit', async () => {
  const owner = await api.given.anOwner();
  await owner.call(savedViews.create, { body: { name: 'One', query: {} } });
  expect((await owner.refused(savedViews.create, { body: { name: 'oNE', query: {} } })).code).toBe(
    'view_exists',
  );
  const wrong = { name: 'Wrong', query: { status: ['gone'] } as never };
  expect((await owner.refused(savedViews.create, { body: wrong })).code).toBe('validation_failed');
  const more = Array.from({ length: 60 }, (_, index) =>
    owner.try(savedViews.create, { body: { name: `View ${index}`, query: {} } }),
  );
  const answers = await Promise.all(more);
  expect(answers.filter(({ status }) => status === 201)).toHaveLength(49);
  expect((await owner.refused(savedViews.create, { body: { name: 'More', query: {} } })).code).toBe(
    'too_many_views',
  );
});
