import { auth } from '@muster/contracts/access/auth';
import { me } from '@muster/contracts/access/me';
import { groups } from '@muster/contracts/people/groups';
import { users } from '@muster/contracts/people/users';
import { HttpResponse, http } from 'msw';
import { beforeEach, describe, expect, test } from 'vitest';
import { aPerson } from '../../testing/people.ts';
import { handle, Refusal, server } from '../../testing/server.ts';
import { call } from './call.ts';
import { ProblemError } from './problem.ts';

const somebody = aPerson('admin');
const nobody = { data: [], nextCursor: null };
const aGroup = {
  ...{
    id: '0192f0c1-2d3e-7a4b-8c5d-6e7f8a9b0c1d',
    name: 'Sales',
    description: '',
    userCount: 0,
    twinIds: [],
  },
  ...{ createdAt: '2026-11-22T10:00:00.000Z', updatedAt: '2026-11-22T10:00:00.000Z' },
};

describe('an expired session', () => {
  let isFresh = false;
  let renewals = 0;
  beforeEach(() => {
    isFresh = false;
    renewals = 0;
    server.use(
      handle(auth.refresh, async () => {
        renewals += 1;
        await new Promise((resolve) => setTimeout(resolve, 20));
        isFresh = true;
        return { me: somebody };
      }),
      handle(users.list, () => (isFresh ? nobody : new Refusal('unauthenticated'))),
      handle(groups.list, () => (isFresh ? nobody : new Refusal('unauthenticated'))),
    );
  });

  test('is renewed once for all concurrent refused calls', async () => {
    const answers = await Promise.all([
      call(users.list, {}),
      call(groups.list, {}),
      call(users.list, { query: { q: 'ada' } }),
    ]);
    expect(answers).toEqual([nobody, nobody, nobody]);
    expect(renewals).toBe(1);
  });

  test('is not renewed if another tab was faster', async () => {
    let requests = 0;
    server.use(
      handle(me.get, () => {
        requests += 1;
        return requests === 1 ? new Refusal('unauthenticated') : somebody;
      }),
    );
    await expect(call(me.get, {})).resolves.toEqual(somebody);
    expect(renewals).toBe(0);
  });

  test('fails the call if it cannot be renewed', async () => {
    server.use(handle(auth.refresh, new Refusal('unauthenticated')));
    await expect(call(users.list, {})).rejects.toMatchObject({ code: 'unauthenticated', requestId: 'req-1' });
  });
});

test('a wrong current password does not renew the session', async () => {
  server.use(handle(me.changePassword, new Refusal('credentials_invalid')));
  const body = { currentPassword: 'wrong', newPassword: 'a better password' };
  await expect(call(me.changePassword, { body })).rejects.toMatchObject({ code: 'credentials_invalid' });
});

test('parameters, repeated filters and the language are sent with the call', async () => {
  let seen = '';
  let language: string | null = null;
  server.use(
    handle(users.list, ({ query, headers }) => {
      seen = query.toString();
      language = headers.get('accept-language');
      return nobody;
    }),
  );
  await call(users.list, { query: { status: ['added', 'invited'], q: 'å b' } });
  expect(seen).toBe('status=added&status=invited&q=%C3%A5+b');
  expect(language).toBe('en');
});

test('temporary failures are retried, a POST with the same key', async () => {
  const keys: (string | null)[] = [];
  server.use(
    handle(groups.create, ({ headers }) => {
      keys.push(headers.get('idempotency-key'));
      return keys.length === 1 ? new Refusal('service_unavailable') : aGroup;
    }),
  );
  await expect(call(groups.create, { body: { name: 'Sales' } })).resolves.toEqual(aGroup);
  expect(keys).toHaveLength(2);
  expect(keys[0]).toMatch(/^[\da-f-]{36}$/);
  expect(keys[1]).toBe(keys[0]);
});

test('aborting a call during a renewal does not affect other calls', async () => {
  const leaving = new AbortController();
  let isFresh = false;
  server.use(
    handle(auth.refresh, async () => {
      leaving.abort();
      isFresh = true;
      return { me: somebody };
    }),
    handle(users.list, () => (isFresh ? nobody : new Refusal('unauthenticated'))),
    handle(groups.list, () => (isFresh ? nobody : new Refusal('unauthenticated'))),
  );
  const given = call(users.list, {}, { signal: leaving.signal });
  const kept = call(groups.list, {});
  await expect(given).rejects.toMatchObject({ name: 'AbortError' });
  await expect(kept).resolves.toEqual(nobody);
});

test('a missing response and one without a problem document become problems, too', async () => {
  server.use(http.get('/api/v1/users', () => HttpResponse.error()));
  await expect(call(users.list, {})).rejects.toMatchObject({ code: 'network_unreachable' });
  server.use(http.get('/api/v1/users', () => HttpResponse.html('<h1>Bad gateway</h1>', { status: 502 })));
  await expect(call(users.list, {})).rejects.toBeInstanceOf(ProblemError);
});
