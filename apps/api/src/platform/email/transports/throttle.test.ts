import { expect, test } from 'vitest';
import { useApi } from '../../../../test/harness.ts';
import { createThrottle } from './throttle.ts';

const api = useApi();

/** The times of a service's turns, in seconds of the database's clock. */
async function turnsOf(throttles: readonly ReturnType<typeof createThrottle>[], count: number) {
  const at: number[] = [];
  await Promise.all(
    Array.from({ length: count }, async (_, index) => {
      await throttles[index % throttles.length]?.turn();
      at.push(performance.now() / 1000);
    }),
  );
  return at.sort((a, b) => a - b);
}

const throttleOf = (service: string, perSecond: number) =>
  createThrottle({ database: api.deps.database, service, perSecond });

test('several processes share the limit of turns in each second', async () => {
  const throttles = [throttleOf('together', 40), throttleOf('together', 40), throttleOf('together', 40)];
  const at = await turnsOf(throttles, 60);
  for (const [index, start] of at.entries()) {
    const within = at.slice(index).filter((one) => one - start < 0.9);
    expect(within.length).toBeLessThanOrEqual(40);
  }
});

test('a shorter delay never brings the next turn forward', async () => {
  const [one, other] = [throttleOf('order', 1000), throttleOf('order', 1000)];
  await one.holdBack(3600);
  const { rows } = await api.deps.pool.query(
    `SELECT extract(epoch FROM next_at - now())::int AS ahead FROM request_slots WHERE service = 'order'`,
  );
  expect(rows[0].ahead).toBeGreaterThan(3590);
  // A shorter hold-back never brings the turn forward.
  await other.holdBack(1);
  const again = await api.deps.pool.query(
    `SELECT extract(epoch FROM next_at - now())::int AS ahead FROM request_slots WHERE service = 'order'`,
  );
  expect(again.rows[0].ahead).toBeGreaterThan(3590);
});

test('waiting callers are counted, and only two turns are reserved ahead', async () => {
  const throttle = throttleOf('ahead', 4);
  await throttle.turn();
  const turns = Promise.all(Array.from({ length: 5 }, () => throttle.turn()));
  expect(throttle.waiting()).toBe(5);
  await api.deps.database.$queryRaw`SELECT 1`;
  const { rows } = await api.deps.pool.query(
    `SELECT extract(epoch FROM next_at - now())::float8 AS ahead FROM request_slots WHERE service = 'ahead'`,
  );
  expect(rows[0].ahead).toBeLessThan(4 * 0.2625);
  await turns;
  expect(throttle.waiting()).toBe(0);
});

test('an interruption ends every wait, and no further turn is granted', async () => {
  const throttle = throttleOf('interrupted', 0.01);
  await throttle.turn();
  const waits = Array.from({ length: 5 }, () => throttle.turn());
  const ends = Promise.allSettled(waits);
  throttle.interrupt();
  for (const end of await ends)
    expect(end).toMatchObject({ status: 'rejected', reason: { name: 'AbortError' } });
  await expect(throttle.turn()).rejects.toMatchObject({ name: 'AbortError' });
  expect(throttle.waiting()).toBe(0);
});

test('urgent requests go first, and after three of them one that waits longer', async () => {
  const throttle = throttleOf('urgent', 50);
  const order: string[] = [];
  const turn = async (name: string, isUrgent: boolean) => {
    await throttle.turn(() => isUrgent);
    order.push(name);
  };
  const plain = ['a', 'b', 'c'].map((name) => turn(name, false));
  const urgent = Array.from({ length: 7 }, () => turn('!', true));
  await Promise.all([...plain, ...urgent]);
  expect(order.join('')).toBe('!!!a!!!b!c');
});
