import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { useApi } from '../../../test/harness.ts';
import { Failure } from '../errors.ts';
import { openAttemptLimits } from './attempt-limits.ts';

const api = useApi();

/** As many processes as asked for, all on one database. */
function processes(count: number) {
  const query = api.deps.queryByKey({ reason: 'counters of attempts' });
  return Array.from({ length: count }, () => openAttemptLimits(query));
}

/** Tries a password a few milliseconds long, and counts the tries. */
function tries(result: 'right' | 'wrong') {
  let count = 0;
  const attempt = async () => {
    count += 1;
    await sleep(2);
    return result === 'right' ? true : null;
  };
  return { attempt, count: () => count };
}

const isThrottled = (error: unknown) => error instanceof Failure && error.code === 'too_many_attempts';

function keysOf(network: string, address: string) {
  return { own: { addressFromNetwork: `${address}|${network}` }, shared: { address, network } };
}

test('600 guesses at once from one network are 100 tries, whatever the addresses and processes', async () => {
  const network = `network ${crypto.randomUUID()}`;
  const { attempt, count } = tries('wrong');
  const all = processes(2);
  const results = await Promise.allSettled(
    Array.from({ length: 600 }, (_, at) => all[at % 2]?.guard(keysOf(network, `${at}@${network}`), attempt)),
  );
  expect(count()).toBe(100);
  const refused = results.filter((result) => result.status === 'rejected');
  expect(refused).toHaveLength(600 - count());
  expect(refused.every(({ reason }) => isThrottled(reason))).toBe(true);
});

test.each([
  ['one after another', 1],
  ['all at once', 80],
])('guesses at one address from many networks, %s, are tried 60 times', async (_name, atOnce) => {
  const address = `${crypto.randomUUID()}@example.org`;
  const { attempt, count } = tries('wrong');
  const [one, other] = processes(2);
  for (let at = 0; at < 80; at += atOnce) {
    const guesses = Array.from({ length: atOnce }, (_, more) =>
      (more % 2 ? one : other)?.guard(keysOf(`network ${at + more} ${address}`, address), attempt),
    );
    await Promise.allSettled(guesses);
  }
  expect(count()).toBe(60);
});

test('only the wrong password that uses a counter up is reported', async () => {
  const address = `${crypto.randomUUID()}@example.org`;
  const [attempts] = processes(1);
  const told: string[] = [];
  const onUsedUp = async (limit: string) => void told.push(limit);
  const { attempt } = tries('wrong');
  for (let at = 0; at < 70; at += 1) {
    const keys = keysOf(`network ${at} ${address}`, address);
    await attempts?.guard(keys, attempt, onUsedUp).catch(() => undefined);
    expect(told).toEqual(at < 59 ? [] : ['address']);
  }
});

test('right passwords give back what they counted, also after wrong ones', async () => {
  const network = `network ${crypto.randomUUID()}`;
  const [attempts] = processes(1);
  const wrong = tries('wrong');
  const right = tries('right');
  await attempts?.guard(keysOf(network, `somebody@${network}`), wrong.attempt);
  await Promise.all(
    Array.from({ length: 300 }, (_, at) =>
      attempts?.guard(keysOf(network, `${at}@${network}`), right.attempt),
    ),
  );
  expect(right.count()).toBe(300);
  const stored = await api.deps.pool.query<{ points: number }>(
    'SELECT points FROM rate_limits WHERE key = $1',
    [`network:${network}`],
  );
  expect(stored.rows).toEqual([{ points: 1 }]);
});

test('an attempt that fails otherwise, as when the hashing queue is full, neither counts nor forgets others', async () => {
  const network = `network ${crypto.randomUUID()}`;
  const keys = keysOf(network, `a@${network}`);
  const [attempts] = processes(1);
  const broken = () => Promise.reject(new Failure('service_unavailable'));
  await attempts?.guard(keys, tries('wrong').attempt);
  await expect(attempts?.guard(keys, broken)).rejects.toThrow('service_unavailable');
  const stored = await api.deps.pool.query<{ points: number }>(
    'SELECT points FROM rate_limits WHERE key LIKE $1 ORDER BY key',
    [`%${network}`],
  );
  expect(stored.rows).toEqual([{ points: 1 }, { points: 1 }, { points: 1 }]);
});
