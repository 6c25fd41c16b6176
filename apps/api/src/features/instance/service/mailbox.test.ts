import { mailbox } from '@muster/contracts/instance/mailbox';
import { expect, test } from 'vitest';
import { useApi } from '../../../../test/harness.ts';

const api = useApi();

test('captured e-mails are listed newest first, optionally for one address', async () => {
  const owner = await api.given.anOwner();
  const first = await api.given.aUser(owner, { sendInvitation: true });
  await api.runJobs();
  const second = await api.given.aUser(owner, { sendInvitation: true });
  await api.runJobs();
  const reader = api.anonymous();
  const newest = await reader.call(mailbox.list, { query: { limit: 1, include: 'total' } });
  expect(newest.data.map(({ to }) => to)).toEqual([second.email]);
  const cursor = newest.nextCursor ?? '';
  const older = await reader.call(mailbox.list, { query: { limit: 1, cursor } });
  expect(older.data.map(({ to }) => to)).toEqual([first.email]);
  const query = { to: first.email.toUpperCase(), include: 'total' } as const;
  expect(await reader.call(mailbox.list, { query })).toMatchObject({
    total: 1,
    data: [{ template: 'invitation' }],
  });
});
