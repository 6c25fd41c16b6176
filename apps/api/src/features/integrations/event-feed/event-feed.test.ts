import { eventFeed } from '@muster/contracts/integrations/event-feed';
import type { FeedEvent } from '@muster/contracts/integrations/webhook-events';
import { defined } from '@muster/contracts/kit/defined';
import { groups } from '@muster/contracts/people/groups';
import { users } from '@muster/contracts/people/users';
import { expect, test } from 'vitest';
import { anAddress, type Person } from '../../../../test/given.ts';
import { useApi } from '../../../../test/harness.ts';
import { eventId } from '../../../platform/events/sequence.ts';

const api = useApi();

type Types = FeedEvent['type'][];

/** Reads on until there are no further events. */
async function readOn(reader: Person, after?: string, types?: Types, limit = 50) {
  const events: FeedEvent[] = [];
  let position = after;
  for (;;) {
    const query = defined({ limit, after: position, types });
    const page = eventFeed.list.response.parse(await reader.call(eventFeed.list, { query }));
    events.push(...page.data);
    position = page.nextAfter ?? position;
    if (!page.hasMore) return { events, position };
  }
}

test("the feed lists the account's events, oldest first, without network addresses", async () => {
  const owner = await api.given.anOwner();
  const user = await api.given.aUser(owner, { firstName: 'Ada' });
  const { events } = await readOn(owner);
  expect(events.map(({ type }) => type)).toEqual(['account.created', 'user.created']);
  const [, created] = events;
  expect(created).toMatchObject({
    data: {
      sequence: 2,
      accountId: owner.accountId,
      actor: { type: 'user', id: owner.userId },
      target: { type: 'user', id: user.id },
      changes: { email: user.email },
    },
  });
  expect(JSON.stringify(events)).not.toMatch(/ipAddress|requestId/);
  const stranger = await api.given.anOwner();
  expect((await readOn(stranger)).events).toHaveLength(1);
  const foreign = await readOn(stranger, created?.id);
  expect(foreign.events.every(({ data }) => data.accountId === stranger.accountId)).toBe(true);
});

test('a reader gets every event once and in order while eight writers work', async () => {
  const owner = await api.given.anOwner();
  const other = await api.another();
  const cookie = [...owner.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  const write = async (writer: number, turn: number) => {
    const app = writer % 2 ? other.app : api.app;
    const [url, payload] =
      writer < 4
        ? [
            '/api/v1/users/batch',
            { users: Array.from({ length: 1 + (turn % 5) }, () => ({ email: anAddress() })) },
          ]
        : ['/api/v1/groups', { name: `Group ${writer} ${turn}` }];
    const { statusCode } = await app.inject({
      method: 'POST',
      url: String(url),
      payload,
      headers: { cookie },
    });
    expect(statusCode).toBeLessThan(300);
  };
  let isWriting = true;
  const writers = Promise.all(
    Array.from({ length: 8 }, async (_, writer) => {
      for (let turn = 0; turn < 12; turn += 1) await write(writer, turn);
    }),
  ).finally(() => {
    isWriting = false;
  });
  const seen: FeedEvent[] = [];
  let position: string | undefined;
  while (isWriting) {
    const { events, position: next } = await readOn(owner, position, undefined, 7);
    seen.push(...events);
    position = next;
  }
  await writers;
  seen.push(...(await readOn(owner, position)).events);
  const { events: all } = await readOn(owner);
  expect(seen).toEqual(all);
  const ids = all.map(({ id }) => id);
  expect(ids).toEqual([...new Set(ids)].sort());
  expect(all.map(({ data }) => data.sequence)).toEqual(all.map((_, index) => index + 1));
  // The account, one group per turn, and users in batches of one to five.
  expect(all).toHaveLength(1 + 4 * 12 + 4 * (2 * 15 + 3));
});

test('a transaction waits for the event counter, so a late commit cannot reorder the feed', async () => {
  const owner = await api.given.anOwner();
  const slow = await api.deps.pool.connect();
  // Holds the counter, like a transaction that has written events and is about to commit.
  await slow.query('BEGIN');
  await slow.query('SELECT 1 FROM event_sequences WHERE account_id = $1 FOR UPDATE', [owner.accountId]);
  let isDone = false;
  const adding = api.given.aUser(owner).finally(() => {
    isDone = true;
  });
  await new Promise((resolve) => setTimeout(resolve, 200));
  expect(isDone).toBe(false);
  await slow.query('COMMIT');
  slow.release();
  await adding;
  expect((await readOn(owner)).events.map(({ data }) => data.sequence)).toEqual([1, 2]);
});

test('the feed filters by type and finds a rare one behind many others', async () => {
  const owner = await api.given.anOwner();
  const group = await api.given.aGroup(owner);
  await api.deps.pool.query(
    `INSERT INTO events (account_id, id, type, actor_type, actor_name, sequence, created_at)
     SELECT $1, gen_random_uuid(), 'user.signed_in', 'system', 'Muster', 0, now() FROM generate_series(1, 4500)`,
    [owner.accountId],
  );
  const all = await readOn(owner, undefined, ['group.created', 'group.deleted']);
  expect(all.events.map(({ data }) => data.target?.id)).toEqual([group.id]);
  await owner.call(groups.delete, { params: { id: group.id } });
  const later = await readOn(owner, undefined, ['group.deleted']);
  expect(later.events).toHaveLength(1);
  expect((await readOn(owner, later.position, ['group.deleted'])).events).toEqual([]);
  const { code } = await owner.refused(eventFeed.list, { query: { after: 'nonsense' } });
  expect(code).toBe('validation_failed');
});

test('event ids sort by sequence number, whatever the time', () => {
  const ids: string[] = [];
  for (const ms of [1, 2, Date.now()]) {
    for (const sequence of [1, 2, 16_383, 16_384, 16_385, 2 ** 26 - 1]) ids.push(eventId(ms, sequence));
  }
  expect(ids).toEqual([...ids].sort());
  expect(
    ids.every((id) => /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/.test(id)),
  ).toBe(true);
});

test('the feed requires its permission', async () => {
  const owner = await api.given.anOwner();
  const key = await api.given.aKey(owner, { scopes: ['users:read'] });
  expect((await key.refused(eventFeed.list, {})).code).toBe('forbidden');
  await key.call(users.list, {});
});
