import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { afterAll, expect, test } from 'vitest';
import { openReceiver, type WebhookReceiver } from '../../../test/webhook-receiver.ts';
import type { Address } from './resolve.ts';
import { openWebhookSender, type WebhookSender } from './sender.ts';

const opened: { close(): Promise<void> }[] = [];
afterAll(() => Promise.all(opened.map((one) => one.close())));

function opens<T extends { close(): Promise<void> }>(one: T): T {
  opened.push(one);
  return one;
}

const sender = (options: Partial<Parameters<typeof openWebhookSender>[0]> = {}): WebhookSender =>
  opens(openWebhookSender({ isPrivateAllowed: true, timeoutMs: 400, ...options }));
const post = (by: WebhookSender, url: string) => by.post({ url, headers: { 'webhook-id': '1' }, body: '{}' });
const portOf = (receiver: WebhookReceiver) => new URL(receiver.url).port;

test('the connection uses the address that was checked, with a single look-up', async () => {
  const receiver = opens(await openReceiver());
  let lookUps = 0;
  const resolve = async (): Promise<Address[]> => {
    lookUps += 1;
    // A second look-up would return an address where nobody listens.
    return [{ address: lookUps === 1 ? '127.0.0.1' : '127.0.0.99', family: 4 }];
  };
  const posted = await post(sender({ resolve }), `http://hooks.example:${portOf(receiver)}/in`);
  expect(posted).toMatchObject({ status: 200, error: null });
  expect(lookUps).toBe(1);
  expect(receiver.received[0]?.headers).toMatchObject({
    host: `hooks.example:${portOf(receiver)}`,
    'content-type': 'application/json',
    'user-agent': 'Muster-Webhooks/1',
  });
});

test('a name that has become private gets no connection', async () => {
  const receiver = opens(await openReceiver());
  const answers = [[{ address: '93.184.215.14', family: 4 }], [{ address: '127.0.0.1', family: 4 }]];
  let lookUps = 0;
  const strict = sender({ isPrivateAllowed: false, resolve: async () => answers[lookUps++] ?? [] });
  const url = `https://rebinding.example:${portOf(receiver)}/`;
  expect(await strict.isAllowed(url)).toBe(true);
  expect(await post(strict, url)).toMatchObject({ status: null, error: 'address_refused' });
  expect(lookUps).toBe(2);
  expect(receiver.received).toEqual([]);
});

test('redirects are not followed', async () => {
  const target = opens(await openReceiver());
  const headers = { location: `${target.url}/elsewhere` };
  const receiver = opens(await openReceiver(() => ({ status: 307, headers })));
  expect(await post(sender(), receiver.url)).toMatchObject({ status: 307, error: 'redirected' });
  expect(target.received).toEqual([]);
});

test('a response that does not start in time is a failure, a slow body is not', async () => {
  const silent = opens(await openReceiver(() => 'hang'));
  expect(await post(sender(), silent.url)).toMatchObject({ status: null, error: 'timed_out' });
  const slow = opens(await openReceiver(() => ({ status: 200, text: 'begun', isEndless: true })));
  const posted = await post(sender({ timeoutMs: 20_000 }), slow.url);
  expect(posted).toMatchObject({ status: 200, error: null, responseExcerpt: 'begun' });
  expect(posted.durationMs).toBeLessThan(10_000);
});

test('a kilobyte of the response is stored, as text without control characters', async () => {
  const text = `{"ok":\n\ttrue}\u0000\u001b[31m ${'ä'.repeat(4000)}`;
  const receiver = opens(await openReceiver(() => ({ status: 500, text })));
  const { responseExcerpt, error } = await post(sender(), receiver.url);
  expect(error).toBe('status_refused');
  expect(responseExcerpt?.startsWith('{"ok": true}[31m ää')).toBe(true);
  expect(Buffer.byteLength(responseExcerpt ?? '')).toBeLessThanOrEqual(1024);
  expect(responseExcerpt).not.toMatch(/\p{Cc}|\uFFFD/u);
});

test('failures before a response have an error code', async () => {
  const receiver = await openReceiver();
  await receiver.close();
  expect(await post(sender(), receiver.url)).toMatchObject({ status: null, error: 'connection_failed' });
  const resolve = () => Promise.reject(Object.assign(new Error('no such name'), { code: 'ENOTFOUND' }));
  expect(await post(sender({ resolve }), 'http://gone.example/')).toMatchObject({
    error: 'connection_failed',
  });
  expect(await post(sender(), 'http://user:password@127.0.0.1/')).toMatchObject({ error: 'address_refused' });
});

test('a receiver without a trusted certificate gets nothing', async () => {
  const server = createTlsServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  opens({ close: () => new Promise((resolve) => server.close(() => resolve())) });
  const { port } = server.address() as AddressInfo;
  const posted = await post(sender(), `https://127.0.0.1:${port}/`);
  expect(posted).toMatchObject({ status: null, error: 'tls_failed' });
});
