import { expect, test } from 'vitest';
import { anAddress } from '../../../test/given.ts';
import { useApi } from '../../../test/harness.ts';
import { accountContext } from '../context/account-context.ts';
import { noRequest, systemActor } from '../context/actor.ts';

const api = useApi();

test('effects of a transaction are sent with its commit, or not at all', async () => {
  const owner = await api.given.anOwner();
  const ctx = accountContext(api.deps, owner.accountId, systemActor, noRequest);
  const to = anAddress('held-back');
  const attempt = ctx.transaction(async (tx) => {
    const variables = { 'user.name': 'Ada', 'user.first_name': 'Ada', home_url: 'https://muster.test/' };
    tx.sendEmail({ template: 'welcome', to, userId: owner.userId, locale: 'en', variables });
    tx.record({ type: 'user.updated', user: { id: owner.userId, name: 'Ada' }, data: { mark: to } });
    // PostgreSQL refuses live messages over 8,000 bytes, so the very last statement fails.
    for (let index = 0; index < 2_000; index += 1) tx.announce(`users.changed ${index}` as 'users.changed');
  });
  await expect(attempt).rejects.toThrow();
  const queued = await api.deps.pool.query('SELECT count(*)::int AS n FROM pgboss.job WHERE state = $1', [
    'created',
  ]);
  expect(queued.rows).toEqual([{ n: 0 }]);
  expect(await api.deps.database.email.count({ where: { to } })).toBe(0);
  const { accountId } = owner;
  expect(await api.deps.database.event.count({ where: { accountId, type: 'user.updated' } })).toBe(0);
  await api.runJobs();
  expect(await api.given.mailsTo(to)).toEqual([]);
});
