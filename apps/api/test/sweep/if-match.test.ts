import { allEndpoints } from '@muster/contracts/api';
import { type Endpoint, isTagged } from '@muster/contracts/kit/endpoint';
import { groups } from '@muster/contracts/people/groups';
import { beforeAll, describe, expect, test } from 'vitest';
import type { Person } from '../given.ts';
import { useApi } from '../harness.ts';
import { type Ids, inputFor, rowsOf } from './input.ts';

const api = useApi();
let owner: Person;
let ids: Ids = {};

const conditional = allEndpoints.filter(({ isConditional }) => isConditional);
const shownBy = (endpoint: Endpoint) =>
  allEndpoints.find((one) => one.path === endpoint.path && isTagged(one)) ?? expect.fail('no GET');

beforeAll(async () => {
  owner = await api.given.anOwner();
  ids = await rowsOf(api, owner);
});

/** Sends the endpoint's example, for the row of its noun. */
function send(endpoint: Endpoint, ifMatch: string, person = owner) {
  const { params = {}, body } = inputFor(endpoint, ids) as { params?: Record<string, string>; body?: object };
  const path = endpoint.path.replace(/:(\w+)/g, (_, name: string) => params[name] ?? '');
  return person.raw({
    method: endpoint.method,
    url: `/api/v1${path}?locale=en`,
    headers: { 'if-match': ifMatch },
    ...(body === undefined ? {} : { payload: body }),
  });
}

test('what changes something that a GET shows takes If-Match', () => {
  expect(conditional.map(({ id }) => id)).toEqual(
    expect.arrayContaining([
      'users.update',
      'groups.update',
      'groups.delete',
      'account.update',
      'apiKeys.update',
    ]),
  );
});

describe.each(conditional.map((endpoint) => [endpoint.id, endpoint] as const))('%s', (_, endpoint) => {
  test('is refused for another state, with the present values, and changes nothing', async () => {
    const shown = shownBy(endpoint);
    const before = await owner.try(shown, inputFor(shown, ids) as never);
    expect(before.status).toBe(200);
    const { status, body } = await send(endpoint, '"another"');
    expect({ status, body }).toMatchObject({
      status: 412,
      body: { code: 'changed_meanwhile', current: before.body },
    });
    const after = await owner.try(shown, inputFor(shown, ids) as never);
    expect(after.headers.etag).toBe(before.headers.etag);
  });
});

test('a change names the state it makes, which the next change may name', async () => {
  const group = await api.given.aGroup(owner);
  const params = { id: group.id };
  const { headers } = await owner.try(groups.get, { params });
  const url = `/api/v1/groups/${group.id}`;
  const change = (ifMatch: unknown, description: string) =>
    owner.raw({ method: 'PATCH', url, headers: { 'if-match': String(ifMatch) }, payload: { description } });
  const first = await change(headers.etag, 'one');
  expect(first.status).toBe(200);
  expect((await change(headers.etag, 'two')).status).toBe(412);
  const second = await change(first.headers.etag, 'two');
  expect(second.status).toBe(200);
  expect((await owner.try(groups.get, { params })).headers.etag).toBe(second.headers.etag);
  expect((await change('*', 'three')).status).toBe(200);
  const gone = await owner.raw({
    method: 'DELETE',
    url: `${url.slice(0, -4)}0000`,
    headers: { 'if-match': '*' },
  });
  expect(gone.status).toBe(404);
});

test('of ten changes meant for one state, one is made', async () => {
  const group = await api.given.aGroup(owner);
  const { headers } = await owner.try(groups.get, { params: { id: group.id } });
  const answers = await Promise.all(
    Array.from({ length: 10 }, (_, at) =>
      owner.raw({
        method: 'PATCH',
        url: `/api/v1/groups/${group.id}`,
        headers: { 'if-match': String(headers.etag) },
        payload: { description: `change ${at}` },
      }),
    ),
  );
  expect(answers.map(({ status }) => status).sort()).toEqual([200, ...Array(9).fill(412)]);
});

test('who may not read it does not see the present values', async () => {
  const group = await api.given.aGroup(owner);
  const key = await api.given.aKey(owner, { scopes: ['groups:write'] });
  const { status, body } = await key.raw({
    method: 'PATCH',
    url: `/api/v1/groups/${group.id}`,
    headers: { 'if-match': '"another"' },
    payload: { description: 'new' },
  });
  expect(status).toBe(412);
  expect(body).not.toHaveProperty('current');
});
