import { createHmac, randomUUID } from 'node:crypto';
import { setMaxListeners } from 'node:events';
import type { FakeMail } from './fake-resend-rules.ts';
import { seeded } from './seeded.ts';

/** A report about an e-mail, as Resend sends it. */
export interface FakeReport {
  readonly type: string;
  readonly created_at: string;
  readonly data: Readonly<Record<string, unknown>>;
}

/** The report of one event of an e-mail. The address determines the event: `bounce.ada@…`. */
export function reportOf(
  type: string,
  mail: FakeMail & { readonly id: string },
  at = new Date(),
): FakeReport {
  const details: Record<string, object> = {
    'email.bounced': { bounce: { type: 'Permanent', subType: 'General', message: '550 5.1.1 no such user' } },
    'email.suppressed': { suppressed: { type: 'OnAccountSuppressionList', message: 'bounced before' } },
    'email.failed': { failed: { reason: 'reached_daily_quota' } },
  };
  return {
    type,
    created_at: at.toISOString(),
    data: {
      email_id: mail.id,
      created_at: at.toISOString(),
      from: mail.from,
      to: [mail.to],
      subject: mail.subject,
      // Sent as a list, but reported as an object.
      tags: Object.fromEntries((mail.tags ?? []).map(({ name, value }) => [name, value])),
      ...details[type],
    },
  };
}

/**
 * Signs a body as Svix does.
 * @returns the request's headers
 */
export function signed(secret: string, body: string, options: { id?: string; at?: Date } = {}) {
  const { id = `msg_${randomUUID()}`, at = new Date() } = options;
  const timestamp = String(Math.floor(at.getTime() / 1000));
  const key = Buffer.from(secret.replace(/^whsec_/, ''), 'base64');
  const signature = createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest('base64');
  return {
    'content-type': 'application/json',
    'svix-id': id,
    'svix-timestamp': timestamp,
    'svix-signature': `v1,${signature}`,
  };
}

function fateOf(to: string): string {
  const fates = { bounce: 'email.bounced', suppressed: 'email.suppressed', complain: 'email.complained' };
  const name = to.split('.')[0] ?? '';
  return Object.entries(fates).find(([start]) => name === start)?.[1] ?? 'email.delivered';
}

/** Reports the delivery of e-mails: late, twice and in any order, and each until it is accepted. */
export function openWebhookSender(options: { url: () => string; secret: string; seed: number }) {
  const random = seeded(options.seed);
  const running = new Set<Promise<void>>();
  const closing = new AbortController();
  // Each waiting report listens for the end.
  setMaxListeners(0, closing.signal);
  let free = 8;
  const queue: (() => void)[] = [];
  const slot = async <T>(work: () => Promise<T>): Promise<T> => {
    if (free === 0) await new Promise<void>((resolve) => queue.push(resolve));
    else free -= 1;
    try {
      return await work();
    } finally {
      const next = queue.shift();
      if (next) next();
      else free += 1;
    }
  };
  const pause = (ms: number) =>
    new Promise<void>((resolve) => {
      setTimeout(resolve, ms).unref();
      closing.signal.addEventListener('abort', () => resolve(), { once: true });
    });
  const deliver = async (id: string, body: string) => {
    while (!closing.signal.aborted) {
      const status = await slot(async () => {
        const headers = signed(options.secret, body, { id });
        const answer = await fetch(options.url(), { method: 'POST', headers, body }).catch(() => null);
        return answer?.status;
      });
      if (status === 204) return;
      await pause(300);
    }
  };
  const post = (report: FakeReport, waitMs: number) => {
    const id = `msg_${randomUUID()}`;
    const body = JSON.stringify(report);
    const times = random() < 0.3 ? 2 : 1;
    for (let time = 0; time < times; time += 1) {
      const work = pause(waitMs * (time + 1)).then(() => deliver(id, body));
      running.add(work);
      void work.finally(() => running.delete(work));
    }
  };
  return {
    report(mail: FakeMail & { readonly id: string }) {
      const at = Date.now();
      post(reportOf('email.sent', mail, new Date(at)), random() * 2000);
      post(reportOf(fateOf(mail.to), mail, new Date(at + 500)), random() * 2000);
    },
    async finished() {
      while (running.size > 0) await Promise.all(running);
    },
    async close() {
      closing.abort();
      await Promise.all(running);
    },
  };
}
