import { spawn } from 'node:child_process';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import type { ReceivedEvent } from '@muster/client';
import { Webhook } from 'standardwebhooks';
import { afterEach, expect, test } from 'vitest';
import { createReceiver, type Seen, seenInMemory } from '../webhook-receiver/receiver.ts';

const secret = 'whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oDi4b0qyvXbRc=';
const older = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';
const event = {
  type: 'user.activated',
  timestamp: '2026-11-22T10:00:00.000Z',
  data: { sequence: 1, user: { id: 'u1', name: 'Ada' } },
};
const body = JSON.stringify(event);
const closers: (() => void)[] = [];
afterEach(() => {
  for (const close of closers.splice(0)) close();
});

/** A request as Muster sends it. */
function delivery(id: string, { at = new Date(), by = secret, text = body } = {}): RequestInit {
  return {
    method: 'POST',
    body: text,
    headers: {
      'content-type': 'application/json',
      'webhook-id': id,
      'webhook-timestamp': String(Math.floor(at.getTime() / 1000)),
      'webhook-signature': new Webhook(by).sign(id, at, text),
    },
  };
}

async function aReceiver(handle: (event: ReceivedEvent) => Promise<void>, seen: Seen = seenInMemory()) {
  const server = createReceiver({ secrets: [secret], seen, handle });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closers.push(() => server.close());
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return async (request: RequestInit) => (await fetch(url, request)).status;
}

test('a signed event is handled once, even if it is delivered several times', async () => {
  const handled: ReceivedEvent[] = [];
  const post = await aReceiver(async (received) => void handled.push(received));
  expect([await post(delivery('e1')), await post(delivery('e1')), await post(delivery('e2'))]).toEqual([
    204, 204, 204,
  ]);
  expect(handled).toEqual([
    { ...event, id: 'e1' },
    { ...event, id: 'e2' },
  ]);
});

test('forged, old and malformed requests are refused', async () => {
  const handled: ReceivedEvent[] = [];
  const post = await aReceiver(async (received) => void handled.push(received));
  expect(await post(delivery('e1', { by: older }))).toBe(400);
  expect(await post(delivery('e1', { at: new Date(Date.now() - 600_000) }))).toBe(400);
  expect(await post({ ...delivery('e1'), body: '{}' })).toBe(400);
  expect(await post({ method: 'POST', body })).toBe(400);
  expect(await post({ method: 'GET' })).toBe(405);
  expect(await post(delivery('e1', { text: `"${'x'.repeat(1_000_001)}"` }))).toBe(413);
  expect(handled).toEqual([]);
});

test('an event that could not be handled is delivered a second time', async () => {
  let attempts = 0;
  const post = await aReceiver(async () => {
    attempts += 1;
    if (attempts === 1) throw new Error('The database is away.');
  });
  expect([await post(delivery('e1')), await post(delivery('e1')), await post(delivery('e1'))]).toEqual([
    500, 204, 204,
  ]);
  expect(attempts).toBe(2);
});

test('remembered ids expire', () => {
  const seen = seenInMemory(0);
  expect([seen.add('e1'), seen.add('e1')]).toEqual([true, true]);
  const longer = seenInMemory();
  expect([longer.add('e1'), longer.add('e1')]).toEqual([true, false]);
});

test('the program runs as described in the README, with both secrets of a rotation', async () => {
  const program = path.resolve(import.meta.dirname, '../webhook-receiver/main.ts');
  const child = spawn(process.execPath, ['--conditions=muster-source', program], {
    env: { PORT: '0', MUSTER_WEBHOOK_SECRET: `${secret} ${older}` },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  closers.push(() => child.kill());
  const printed = lines(child.stdout);
  const url = /http:\S+/.exec(await printed())?.[0] ?? '';
  expect((await fetch(url, delivery('e1', { by: older }))).status).toBe(204);
  expect(await printed()).toBe('e1 user.activated Ada');
});

/** Returns a function that reads the program's next line of output. */
function lines(stdout: AsyncIterable<Buffer>): () => Promise<string> {
  let text = '';
  const chunks = stdout[Symbol.asyncIterator]();
  return async () => {
    while (!text.includes('\n')) text += String((await chunks.next()).value);
    const [line = ''] = text.split('\n', 1);
    text = text.slice(line.length + 1);
    return line;
  };
}
