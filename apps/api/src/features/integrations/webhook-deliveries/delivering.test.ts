import { account } from '@muster/contracts/account/account';
import { webhookEndpoints } from '@muster/contracts/integrations/webhook-endpoints';
import { WebhookEvent } from '@muster/contracts/integrations/webhook-events';
import { groups } from '@muster/contracts/people/groups';
import { users } from '@muster/contracts/people/users';
import { afterAll, expect, test } from 'vitest';
import { useApi } from '../../../../test/harness.ts';
import { privateWebhooks, useWebhooks } from '../../../../test/webhooks.ts';

const api = useApi(privateWebhooks);
const { anEndpoint, deliver, deliveriesOf, limitTo, close } = useWebhooks(api);
afterAll(close);

test('an event is posted once, signed over its exact body', async () => {
  const { owner, receiver, endpoint } = await anEndpoint();
  const user = await api.given.aUser(owner, { firstName: 'Ada', lastName: 'Lovelace' });
  await api.given.aGroup(owner);
  await deliver();
  await deliver();
  expect(receiver.received).toHaveLength(1);
  const [request] = receiver.received;
  if (!request) return;
  expect(receiver.verify(request, endpoint.secret)).toEqual(request.body);
  expect(() => receiver.verify({ ...request, text: `${request.text} ` }, endpoint.secret)).toThrow();
  const event = await api.deps.database.event.findFirstOrThrow({
    where: { accountId: owner.accountId, type: 'user.created' },
  });
  expect(request.id).toBe(event.id);
  expect(WebhookEvent.parse(request.body)).toMatchObject({
    type: 'user.created',
    timestamp: event.createdAt,
    data: {
      sequence: Number(event.sequence),
      accountId: owner.accountId,
      actor: { type: 'user', id: owner.userId, name: 'Olga Owner' },
      target: { type: 'user', id: user.id, name: 'Ada Lovelace' },
      user: { id: user.id, name: 'Ada Lovelace' },
      changes: { email: user.email },
    },
  });
  expect(request.text).not.toMatch(/ipAddress|requestId|127\.0\.0\.1/);
  const [delivery] = await deliveriesOf(owner, endpoint.id);
  expect(delivery).toMatchObject({
    ...{ eventId: event.id, status: 'succeeded', attemptCount: 1, nextAttemptAt: null },
    attempts: [{ status: 200, error: null, responseExcerpt: 'thanks' }],
  });
  const { lastSuccessAt } = await owner.call(webhookEndpoints.get, { params: { id: endpoint.id } });
  expect(lastSuccessAt).not.toBeNull();
});

test('events arrive in the order of the changes, with old and new values', async () => {
  const { owner, receiver } = await anEndpoint(undefined, { events: ['*'] });
  const group = await api.given.aGroup(owner, 'A');
  await owner.call(groups.update, { params: { id: group.id }, body: { name: 'B' } });
  const user = await api.given.aUser(owner, { groupIds: [group.id] });
  await owner.call(users.update, { params: { id: user.id }, body: { firstName: 'Grace' } });
  await owner.call(groups.delete, { params: { id: group.id } });
  await deliver();
  const bodies = receiver.received.map(({ body }) => body).sort((a, b) => a.data.sequence - b.data.sequence);
  expect(bodies.map(({ type }) => type)).toEqual([
    ...['webhook_endpoint.created', 'group.created', 'group.updated', 'user.created'],
    ...['user.updated', 'group.deleted'],
  ]);
  expect(bodies[2]?.data.changes).toEqual({ name: { from: 'A', to: 'B' } });
  const ids = receiver.received.map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
  // Up to four at once start in order, but may overtake each other on the way.
  for (const [index, { body }] of receiver.received.entries())
    expect(Math.abs(index - bodies.indexOf(body))).toBeLessThan(4);
});

test('an event too large for a webhook is sent without its largest changes', async () => {
  const { owner, receiver } = await anEndpoint(undefined, { events: ['account.updated'] });
  await owner.call(account.update, { body: { timeZone: 'Europe/Berlin' } });
  const locale = { from: 'en', to: 'de' };
  const data = { changes: { name: { from: 'ä'.repeat(9_000), to: 'x' }, locale } };
  await api.deps.database.event.updateMany({
    where: { accountId: owner.accountId, type: 'account.updated' },
    data: { data },
  });
  await deliver();
  expect(receiver.received[0]?.body.data.changes).toEqual({ locale });
  expect(Buffer.byteLength(receiver.received[0]?.text ?? '')).toBeLessThan(20_000);
});

test('a failed delivery is retried with the same id and a new signature until it succeeds', async () => {
  const { owner, receiver, endpoint } = await anEndpoint((_, count) =>
    count < 3 ? { status: 500, text: 'not now' } : 204,
  );
  await api.given.aUser(owner);
  await deliver();
  expect((await deliveriesOf(owner, endpoint.id))[0]).toMatchObject({
    ...{ status: 'pending', attemptCount: 1 },
    attempts: [{ status: 500, error: 'status_refused', responseExcerpt: 'not now' }],
  });
  api.clock.advance(4_000);
  await deliver();
  expect(receiver.received).toHaveLength(1);
  for (const wait of [2_000, 331_000]) {
    api.clock.advance(wait);
    await deliver();
  }
  expect(new Set(receiver.received.map(({ id }) => id)).size).toBe(1);
  const times = receiver.received.map(({ headers }) => Number(headers['webhook-timestamp']));
  expect((times[2] ?? 0) - (times[1] ?? 0)).toBeGreaterThanOrEqual(300);
  const [delivery] = await deliveriesOf(owner, endpoint.id);
  expect(delivery?.attempts.map(({ status }) => status)).toEqual([204, 500, 500]);
  expect(delivery).toMatchObject({ status: 'succeeded', attemptCount: 3, nextAttemptAt: null });
  expect(await owner.call(webhookEndpoints.get, { params: { id: endpoint.id } })).toMatchObject({
    failingSince: null,
  });
});

test('a delivery fails for good after ten attempts over three days', async () => {
  const { owner, receiver, endpoint } = await anEndpoint(() => 500);
  await api.given.aUser(owner);
  const hours = [0, 0.01, 0.1, 0.6, 2.3, 5.6, 11.1, 15.5, 22.1, 26.5];
  for (const wait of hours) {
    api.clock.advance(wait * 3_600_000);
    await deliver();
  }
  api.clock.advance(30 * 3_600_000);
  await deliver();
  expect(receiver.received).toHaveLength(10);
  const [delivery] = await deliveriesOf(owner, endpoint.id);
  expect(delivery).toMatchObject({ status: 'failed', attemptCount: 10, nextAttemptAt: null });
});

test('redirects and timeouts are failures with distinct errors', async () => {
  const { owner, receiver, endpoint } = await anEndpoint((_, count) =>
    count === 1 ? { status: 302, headers: { location: '/elsewhere' } } : 'hang',
  );
  await limitTo(300);
  await api.given.aUser(owner);
  await deliver();
  api.clock.advance(6_000);
  await deliver();
  expect(receiver.to('/elsewhere')).toEqual([]);
  const [delivery] = await deliveriesOf(owner, endpoint.id);
  expect(delivery?.attempts).toMatchObject([
    { status: null, error: 'timed_out', responseExcerpt: null },
    { status: 302, error: 'redirected' },
  ]);
  await limitTo(15_000);
  // Later tests move the clock; the throttle of this endpoint must not delay them.
  await owner.call(webhookEndpoints.delete, { params: { id: endpoint.id } });
});

test('after a rotation both secrets sign for a day, then only the new one', async () => {
  const { owner, receiver, endpoint } = await anEndpoint();
  const params = { id: endpoint.id };
  const rotated = await owner.call(webhookEndpoints.rotateSecret, { params });
  expect(rotated.secret).not.toBe(endpoint.secret);
  expect(rotated.previousSecretExpiresAt).not.toBeNull();
  await api.given.aUser(owner);
  await deliver();
  const during = receiver.received.at(-1);
  if (!during) throw new Error('Nothing was posted.');
  expect(String(during.headers['webhook-signature']).split(' ')).toHaveLength(2);
  // The clock may be days ahead by now, which the library would reject.
  const verify = (request: typeof during, secret: string) => {
    const { Date: real } = globalThis;
    globalThis.Date = class extends real {
      static override now = () => Number(request.headers['webhook-timestamp']) * 1000;
    } as typeof Date;
    try {
      return receiver.verify(request, secret);
    } finally {
      globalThis.Date = real;
    }
  };
  for (const secret of [endpoint.secret, rotated.secret]) expect(verify(during, secret)).toEqual(during.body);

  api.clock.advance(24 * 3_600_000 + 1_000);
  expect(await owner.call(webhookEndpoints.get, { params })).toMatchObject({ previousSecretExpiresAt: null });
  await api.given.aUser(owner);
  await deliver();
  const after = receiver.received.at(-1);
  if (!after) throw new Error('Nothing was posted.');
  expect(verify(after, rotated.secret)).toEqual(after.body);
  expect(() => verify(after, endpoint.secret)).toThrow();
});
