import { expect, test } from 'vitest';
import { isSameQuery, viewPath, viewQueryOf } from './view-query.ts';

const dates = { createdAt: '2026-02-01T10:00:00.000Z', updatedAt: '2026-02-01T10:00:00.000Z' };

test('the order of filters and their values does not matter', () => {
  expect(
    isSameQuery({ status: ['added', 'invited'], q: 'ada' }, { q: 'ada', status: ['invited', 'added'] }),
  ).toBe(true);
  expect(isSameQuery({ sort: 'name' }, {})).toBe(true);
  expect(isSameQuery({ sort: '-name' }, {})).toBe(false);
  expect(isSameQuery({ status: ['added'] }, { status: ['added', 'invited'] })).toBe(false);
});

test('a view stores the filters and sort of the URL, with one value or several', () => {
  expect(viewQueryOf({ status: 'added', role: ['admin', 'owner'], sort: '-lastLoginAt', q: 'ada' })).toEqual({
    status: ['added'],
    role: ['admin', 'owner'],
    sort: '-lastLoginAt',
    q: 'ada',
  });
});

test('the path of an applied view contains its whole query and its id', () => {
  const query = { status: ['added', 'invited'] as const, sort: '-name' as const, q: 'a b' };
  expect(
    viewPath({ id: 'v1', name: 'Waiting', query: { ...query, status: [...query.status] }, ...dates }),
  ).toBe('/users?status=added&status=invited&q=a+b&sort=-name&view=v1');
});
