import { expect, test } from 'vitest';
import { useApi } from '../../../../test/harness.ts';
import { createThrottle } from './throttle.ts';

const api = useApi();

/** The times of a service's turns, in seconds of the database's clock. */
async function turnsOf(paces: readonly ReturnType<typeof createThrottle>[], count: number) {
  const at: number[] = [];
  await Promise.all(
    Array.from({ length: count }, async (_, index) => {
      await paces[index % paces.length]?.turn();
      at.push(performance.now() / 1000);
    }),
  );
  return at.sort((a, b) => a - b);
}

const paceOf = (service: string, perSecond: number) =>
  createThrottle({ database: api.deps.database, service, perSecond });

test('several processes share the limit of turns in each second', async () => {
  const paces = [paceOf('together', 40), paceOf('together', 40), paceOf('together', 40)];
  const at = await turnsOf(paces, 60);
  for (const [index, start] of at.entries()) {
    const within = at.slice(index).filter((one) => one - start < 0.9);
    expect(within.length).toBeLessThanOrEqual(40);
  }
});

test('a shorter delay never brings the next turn forward', async () => {
  const [one, other] = [paceOf('order', 1000), paceOf('order', 1000)];
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
  const pace = paceOf('ahead', 4);
  await pace.turn();
  const turns = Promise.all(Array.from({ length: 5 }, () => pace.turn()));
  expect(pace.waiting()).toBe(5);
  await api.deps.database.$queryRaw`SELECT 1`;
  const { rows } = await api.deps.pool.query(
    `SELECT extract(epoch FROM next_at - now())::float8 AS ahead FROM request_slots WHERE service = 'ahead'`,
  );
  expect(rows[0].ahead).toBeLessThan(4 * 0.2625);
  await turns;
  expect(pace.waiting()).toBe(0);
});

test('an interruption ends every wait, and no further turn is granted', async () => {
  const pace = paceOf('interrupted', 0.01);
  await pace.turn();
  const waits = Array.from({ length: 5 }, () => pace.turn());
  const ends = Promise.allSettled(waits);
  pace.interrupt();
  for (const end of await ends)
    expect(end).toMatchObject({ status: 'rejected', reason: { name: 'AbortError' } });
  await expect(pace.turn()).rejects.toMatchObject({ name: 'AbortError' });
  expect(pace.waiting()).toBe(0);
});
