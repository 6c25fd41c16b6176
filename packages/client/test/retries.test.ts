import { createServer } from 'node:net';
import { describe, expect, test } from 'vitest';
import { pauseBefore } from '../src/core/retry.ts';
import { createMuster, type MusterOptions, ProblemError } from '../src/index.ts';
import { problem, useServer } from './server.ts';

const server = useServer();
const id = '0192f0c1-2d3e-7a4b-8c5d-6e7f8a9b0c1d';
const user = { id, email: 'ada@example.org' };
const impatient = { apiKey: 'mst_test_key', retryDelay: 2 };
const muster = (options: Partial<MusterOptions> = {}) =>
  createMuster({ baseUrl: server.url, ...impatient, ...options });
const keys = () => server.requests.map(({ headers }) => headers['idempotency-key']);

describe('is retried', () => {
  test.each([500, 502, 503, 504])('a call that fails with %i', async (status) => {
    server.answers(problem(status, 'internal_error'), { body: user });
    expect(await muster().users.get({ id })).toEqual(user);
    expect(server.requests).toHaveLength(2);
  });

  test('a call that lost its connection', async () => {
    server.answers({ hangUp: true }, { hangUp: true }, { body: user });
    expect(await muster().users.get({ id })).toEqual(user);
    expect(server.requests).toHaveLength(3);
  });

  test('a response that a proxy cut off', async () => {
    server.answers(
      { status: 502, headers: { 'content-type': 'text/html' }, body: '<h1>Bad gateway</h1>' },
      { status: 204 },
    );
    await muster().users.delete({ id });
    expect(server.requests.map(({ method }) => method)).toEqual(['DELETE', 'DELETE']);
  });

  test('a POST, with the same key for each attempt and a new one for the next call', async () => {
    server.answers({ hangUp: true }, problem(500, 'internal_error'), { status: 201, body: user });
    const client = muster();
    expect(await client.users.create({ email: user.email })).toEqual(user);
    await client.users.create({ email: user.email });
    const [first, second, third, next] = keys();
    expect(first).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    expect([second, third]).toEqual([first, first]);
    expect(next).not.toBe(first);
    expect(new Set(server.requests.map(({ body }) => body)).size).toBe(1);
  });

  test('a POST that is still in progress', async () => {
    server.answers(problem(409, 'idempotency_in_progress'), { status: 201, body: user });
    await muster().users.create({ email: user.email }, { idempotencyKey: 'hire-4711' });
    expect(keys()).toEqual(['hire-4711', 'hire-4711']);
  });

  test('a change that exceeded the rate limit, because nothing was done', async () => {
    server.answers(problem(429, 'rate_limited'), { body: user });
    await muster().users.update({ id, firstName: 'Ada' });
    expect(server.requests.map(({ method }) => method)).toEqual(['PATCH', 'PATCH']);
  });

  test('a change that never reached the server', async () => {
    const nobody = createServer();
    const port = await new Promise<number>((resolve) => {
      nobody.listen(0, '127.0.0.1', () => resolve((nobody.address() as { port: number }).port));
    });
    await new Promise((resolve) => nobody.close(resolve));
    let attempts = 0;
    const counting: typeof fetch = (...parts) => {
      attempts += 1;
      return fetch(...parts);
    };
    const client = muster({ baseUrl: `http://127.0.0.1:${port}`, fetch: counting });
    await expect(client.users.update({ id, firstName: 'Ada' })).rejects.toMatchObject({
      code: 'network_unreachable',
      status: 0,
    });
    expect(attempts).toBe(3);
  });
});

describe('is not retried', () => {
  test('a change that may have arrived', async () => {
    server.answers({ hangUp: true });
    await expect(muster().users.update({ id, firstName: 'Ada' })).rejects.toMatchObject({
      code: 'network_unreachable',
    });
    expect(server.requests).toHaveLength(1);
  });

  test('a public call, which has no key', async () => {
    server.answers({ hangUp: true });
    const call = muster().activation.accept({
      token: 't',
      firstName: 'Ada',
      lastName: '',
      password: 'a long password',
    });
    await expect(call).rejects.toMatchObject({ code: 'network_unreachable' });
    expect(keys()).toEqual([undefined]);
  });

  test.each([
    [400, 'validation_failed'],
    [404, 'not_found'],
    [409, 'user_exists'],
    [429, 'too_many_attempts'],
  ])('%i %s', async (status, code) => {
    server.answers(problem(status, code));
    await expect(muster().users.create({ email: 'x@example.org' })).rejects.toMatchObject({ status, code });
    expect(server.requests).toHaveLength(1);
  });

  test('a call with too long a wait, which the problem reports', async () => {
    const busy = problem(429, 'rate_limited');
    server.answers({ ...busy, headers: { ...busy.headers, 'retry-after': '3600' } });
    await expect(muster().users.get({ id })).rejects.toMatchObject({
      code: 'rate_limited',
      retryAfter: 3600,
    });
    expect(server.requests).toHaveLength(1);
  });

  test('more often than configured', async () => {
    server.answers(problem(500, 'internal_error'));
    await expect(muster({ maxRetries: 4 }).users.get({ id })).rejects.toMatchObject({
      code: 'internal_error',
    });
    expect(server.requests).toHaveLength(5);
    server.requests.length = 0;
    await expect(muster().users.get({ id }, { maxRetries: 0 })).rejects.toMatchObject({
      code: 'internal_error',
    });
    expect(server.requests).toHaveLength(1);
  });
});

describe('the delay between attempts', () => {
  const rules = { retryDelay: 1000, maxRetryDelay: 60_000 };
  const pauseAfter = (tries: number, retryAfter?: number) =>
    pauseBefore(
      new ProblemError({ code: 'service_unavailable', status: 503, retryAfter }),
      true,
      tries,
      rules,
    );

  test('doubles, with jitter, up to eight seconds', () => {
    for (const [tries, longest] of [
      [1, 1000],
      [2, 2000],
      [3, 4000],
      [4, 8000],
      [9, 8000],
    ] as const) {
      expect(pauseAfter(tries)).toBeGreaterThanOrEqual(longest / 2);
      expect(pauseAfter(tries)).toBeLessThanOrEqual(longest);
    }
    expect(new Set([1, 2, 3, 4].map(() => pauseAfter(1))).size).toBeGreaterThan(1);
  });

  test('follows `Retry-After`, unless that is too long', () => {
    expect(pauseAfter(1, 7)).toBe(7000);
    expect(pauseAfter(1, 60)).toBe(60_000);
    expect(pauseAfter(1, 61)).toBeUndefined();
  });

  test('can be given as a date', async () => {
    const date = new Date(Date.now() + 30_000).toUTCString();
    server.answers({ status: 503, headers: { 'retry-after': date } });
    const error = await muster({ maxRetries: 0 })
      .users.get({ id })
      .catch((thrown: unknown) => thrown);
    expect(error instanceof ProblemError && error.retryAfter).toBeGreaterThan(20);
  });
});

describe('time-outs and signals', () => {
  test('an attempt that takes too long is aborted and retried', async () => {
    server.answers({ silent: true }, { body: user });
    expect(await muster({ timeout: 50 }).users.get({ id })).toEqual(user);
    await expect(muster().users.get({ id }, { timeout: Number.POSITIVE_INFINITY })).resolves.toEqual(user);
  });

  test('a call fails if every attempt was too slow', async () => {
    server.answers({ silent: true });
    const call = muster({ timeout: 20, maxRetries: 1 }).users.get({ id });
    await expect(call).rejects.toMatchObject({ code: 'timed_out', status: 0, name: 'ProblemError' });
    expect(server.requests).toHaveLength(2);
  });

  test('a signal aborts a running call, with its own reason', async () => {
    server.answers({ silent: true });
    const reason = new Error('nobody waits');
    const leaving = new AbortController();
    const call = muster().users.get({ id }, { signal: leaving.signal });
    setTimeout(() => leaving.abort(reason), 30);
    await expect(call).rejects.toBe(reason);
  });

  test('`Retry-After` is respected', async () => {
    const busy = problem(503, 'service_unavailable');
    server.answers({ ...busy, headers: { ...busy.headers, 'retry-after': '1' } }, { body: user });
    await muster().users.get({ id });
    expect(server.requests).toHaveLength(2);
  });

  test('a signal aborts a call that waits for a retry', async () => {
    server.answers(problem(500, 'internal_error'));
    const leaving = new AbortController();
    const call = muster({ retryDelay: 8000 }).users.get({ id }, { signal: leaving.signal });
    setTimeout(() => leaving.abort(), 30);
    await expect(call).rejects.toMatchObject({ name: 'AbortError' });
    expect(server.requests).toHaveLength(1);
  });

  test('an aborted signal sends nothing', async () => {
    const call = muster().users.get({ id }, { signal: AbortSignal.abort() });
    await expect(call).rejects.toMatchObject({ name: 'AbortError' });
    expect(server.requests).toHaveLength(0);
  });
});
