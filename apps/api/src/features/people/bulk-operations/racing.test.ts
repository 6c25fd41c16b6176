import { bulkOperations } from '@muster/contracts/people/bulk-operations';
import { users } from '@muster/contracts/people/users';
import { expect, test } from 'vitest';
import { anAddress } from '../../../../test/given.ts';
import { useApi } from '../../../../test/harness.ts';
import { expectInvariants } from '../../../../test/invariants.ts';

const api = useApi();

test('the seat count stays exact while operations, batches and single users compete for seats', async () => {
  const owner = await api.given.anOwner();
  const entries = (count: number) => Array.from({ length: count }, () => ({ email: anAddress() }));
  const { results } = await owner.call(users.batch, { body: { users: entries(300) } });
  const ids = results.map(({ userId = '' }) => userId);
  await owner.call(bulkOperations.create, { body: { action: 'deactivate', ids: ids.slice(0, 200) } });
  await api.runJobs();
  await api.given.limitSeats(owner, 150);
  await owner.call(bulkOperations.create, { body: { action: 'reactivate', ids: ids.slice(0, 200) } });
  await owner.call(bulkOperations.create, { body: { action: 'deactivate', ids: ids.slice(250) } });
  const adding = Array.from({ length: 12 }, () =>
    owner.call(users.batch, { body: { users: entries(10), onSeatLimit: 'fill' } }),
  );
  const single = Array.from({ length: 20 }, () => owner.try(users.create, { body: { email: anAddress() } }));
  const second = await api.another();
  await Promise.all([api.runJobs(), second.deps.jobs.drain(), ...adding, ...single]);
  await expectInvariants(api);
});

test('simultaneous operations on the same users all finish, without a deadlock', async () => {
  const owner = await api.given.anOwner();
  const red = await api.given.aGroup(owner);
  const entries = Array.from({ length: 400 }, () => ({ email: anAddress() }));
  await owner.call(users.batch, { body: { users: entries } });
  const filter = { role: ['member' as const] };
  await owner.call(bulkOperations.create, { body: { action: 'invite', filter } });
  await owner.call(bulkOperations.create, {
    body: { action: 'add_to_groups', filter, params: { groupIds: [red.id] } },
  });
  await owner.call(bulkOperations.create, { body: { action: 'deactivate', filter } });
  const second = await api.another();
  await Promise.all([api.runJobs(), second.deps.jobs.drain()]);
  await api.runJobs();
  const { data } = await owner.call(bulkOperations.list, { query: {} });
  for (const operation of data) {
    expect(operation).toMatchObject({ status: 'done', total: 400 });
    expect(operation.changed + operation.unchanged + operation.failed).toBe(400);
  }
  await expectInvariants(api);
});
