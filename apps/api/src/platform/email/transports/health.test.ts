import { pino } from 'pino';
import { expect, test } from 'vitest';
import { minutes } from '../../clock.ts';
import { watchMail } from './health.ts';
import type { DeliveryResult, EmailTransport, TransportHealth } from './transport.ts';

/** A health watch over a transport with the given answers, with a manual clock. */
function aWatch(answers: TransportHealth[]) {
  let now = 0;
  let checks = 0;
  const transport: EmailTransport = {
    name: 'resend',
    concurrency: 1,
    repeatsWholeBatches: true,
    mailsPerBatch: 100,
    batchesAhead: 1,
    mailsPerSecond: () => 100,
    ready: async () => undefined,
    isBusy: () => false,
    async *deliver() {},
    async check() {
      checks += 1;
      return answers.shift() ?? { status: 'ok', detail: null };
    },
    interrupt: () => undefined,
    close: async () => undefined,
  };
  const health = watchMail({
    transport,
    clock: { now: () => new Date(now) },
    log: pino({ level: 'silent' }),
  });
  const learn = (result: DeliveryResult) => health.learn([{ messageId: 'm', result }]);
  const pass = (milliseconds: number) => {
    now += milliseconds;
  };
  return { health, learn, pass, checks: () => checks };
}

const ok: TransportHealth = { status: 'ok', detail: null };

test('health is unknown before the first check, then cached for a minute', async () => {
  const { health, pass, checks } = aWatch([ok, { status: 'failing', detail: 'gone' }]);
  expect(health.current().status).toBe('unknown');
  await health.refresh();
  expect(health.current()).toEqual(ok);
  expect(checks()).toBe(1);
  pass(minutes(1) + 1);
  expect(health.current()).toEqual(ok);
  await health.refresh();
  expect(health.current()).toEqual({ status: 'failing', detail: 'gone' });
  expect(checks()).toBe(2);
});

test('a refused key or an unreachable server is unhealthy immediately, a refused e-mail is not', async () => {
  const { health, learn } = aWatch([ok]);
  await health.refresh();
  learn({ outcome: 'failed', reason: '422 invalid `to`' });
  learn({ outcome: 'bounced', reason: '550 no such mailbox' });
  expect(health.current()).toEqual(ok);
  learn({ outcome: 'failed', reason: '401 invalid_api_key', isTrouble: true });
  expect(health.current()).toEqual({ status: 'failing', detail: '401 invalid_api_key' });
  learn({ outcome: 'retry', reason: 'busy', mayHaveLeft: false });
  expect(health.current().status).toBe('failing');
  learn({ outcome: 'sent', providerId: null });
  expect(health.current()).toEqual(ok);
});

test('a warning remains while e-mails leave', async () => {
  const tracked: TransportHealth = { status: 'ok', detail: 'Click tracking is on' };
  const { health, learn } = aWatch([tracked]);
  await health.refresh();
  learn({ outcome: 'sent', providerId: null });
  expect(health.current()).toEqual(tracked);
});
