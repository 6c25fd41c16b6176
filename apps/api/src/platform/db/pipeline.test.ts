import { expect, test } from 'vitest';
import { useApi } from '../../../test/harness.ts';
import { accountContext, inOneTransaction } from '../context/account-context.ts';
import { noRequest, systemActor } from '../context/actor.ts';
import type { WriteContext } from '../context/context.ts';
import { acrossAccounts } from './across-accounts.ts';
import { sql } from './sql.ts';

const api = useApi();

const put = (key: string) => sql`INSERT INTO rate_limits (key, points, expire) VALUES (${key}, 1, 0)`;
const broken = sql`SELECT 1 / ${0}::int`;
const exists = async (key: string) =>
  (await acrossAccounts(api.deps, 'a test').query(sql`SELECT FROM rate_limits WHERE key = ${key}`)).length ===
  1;

async function aContext() {
  const owner = await api.given.anOwner();
  return accountContext(api.deps, owner.accountId, systemActor, noRequest);
}

for (const kind of ['sqlTransaction', 'transaction'] as const) {
  test(`${kind}: a pipelined statement has run after the commit`, async () => {
    const ctx = await aContext();
    await ctx[kind](async (tx: WriteContext) => {
      tx.pipeline(put(`${kind} sent`));
      tx.record({ type: 'account.updated' });
    });
    expect(await exists(`${kind} sent`)).toBe(true);
  });

  test(`${kind}: a failing pipelined statement rolls back those around it and is the error reported`, async () => {
    const ctx = await aContext();
    const last = ctx[kind](async (tx: WriteContext) => {
      await tx.query(put(`${kind} before`));
      tx.pipeline(broken);
    });
    await expect(last).rejects.toThrow('division by zero');
    const middle = ctx[kind](async (tx: WriteContext) => {
      tx.pipeline(put(`${kind} before`));
      tx.pipeline(broken);
      await tx.query(put(`${kind} after`));
    });
    await expect(middle).rejects.toThrow('division by zero');
    expect(await exists(`${kind} before`)).toBe(false);
    expect(await exists(`${kind} after`)).toBe(false);
  });
}

test("the caller's own error is thrown, and pipelined statements are rolled back", async () => {
  const ctx = await aContext();
  const failing = ctx.sqlTransaction(async (tx) => {
    tx.pipeline(put('own failure'));
    throw new Error('changed my mind');
  });
  await expect(failing).rejects.toThrow('changed my mind');
  expect(await exists('own failure')).toBe(false);
});

test('a failure in a nested transaction rolls back only that part', async () => {
  const ctx = await aContext();
  await inOneTransaction(ctx, async (inside) => {
    await inside.sqlTransaction(async (tx) => tx.pipeline(put('first part')));
    const second = inside.sqlTransaction(async (tx) => {
      tx.pipeline(put('second part'));
      tx.pipeline(broken);
    });
    await expect(second).rejects.toThrow('division by zero');
    await inside.sqlTransaction(async (tx) => tx.pipeline(put('third part')));
  });
  expect([await exists('first part'), await exists('second part'), await exists('third part')]).toEqual([
    true,
    false,
    true,
  ]);
});
