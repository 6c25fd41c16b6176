import { setTimeout as sleep } from 'node:timers/promises';
import { users } from '@muster/contracts/people/users';
import { type FakeResend, openFakeResend } from '../fake-resend.ts';
import { seeded } from '../seeded.ts';
import { type AppProcess, freePort, makeDataFolder, startApp } from './app-process.ts';
import { openBrowser } from './browser.ts';
import { allUsers, signUp, type UserAnswer } from './people.ts';

export interface DeliveryRun {
  readonly invitations: number;
  /** How often the app is killed while it adds users, sends e-mails and receives reports. */
  readonly kills: number;
  /** The rate limit, in requests per second. */
  readonly rate: number;
  /** The share of requests that fail. */
  readonly faults: number;
  readonly seed: number;
  /** How long the whole run may take, in milliseconds. */
  readonly patienceMs: number;
}

export interface DeliveryOutcome {
  readonly invited: readonly UserAnswer[];
  readonly resend: FakeResend;
  /** How many invitation e-mails each address received, as counted by the server. */
  readonly sentTo: ReadonlyMap<string, number>;
  close(): Promise<void>;
}

/** The settings of an app that sends through the fake Resend. */
export function settingsFor(resend: FakeResend, options: { dataDir: string; port: string; rate: number }) {
  return {
    ...{ DATA_DIR: options.dataDir, PORT: options.port, DATABASE_POOL: '12' },
    ...{
      MAIL_FROM: 'Muster <people@acme.example>',
      RESEND_API_KEY: resend.apiKey,
      RESEND_BASE_URL: resend.url,
    },
    ...{ RESEND_RATE: String(options.rate), RESEND_WEBHOOK_SECRET: webhookSecret },
  };
}

const webhookSecret = `whsec_${Buffer.from('a secret of the delivery tests').toString('base64')}`;
const adders = 6;

/** Most e-mails arrive; the address determines which do not. */
export function addressOf(index: number): string {
  const fates = ['bounce', 'suppressed', 'complain'];
  return `${index % 40 < fates.length ? fates[index % 40] : 'person'}.${index}@example.org`;
}

/** The final delivery state of an invitation. */
export function fateOf(email: string): string {
  const fates: Record<string, string> = {
    bounce: 'bounced',
    suppressed: 'suppressed',
    complain: 'complained',
  };
  return fates[email.split('.')[0] ?? ''] ?? 'delivered';
}

/**
 * Invites many people through the API of a real process that is killed repeatedly, with a Resend that fails
 * often.
 */
export async function runDelivery(run: DeliveryRun): Promise<DeliveryOutcome> {
  const data = makeDataFolder();
  const port = await freePort();
  const resend = await openFakeResend({
    perSecond: run.rate,
    faults: { chance: run.faults, seed: run.seed },
    domains: [{ name: 'acme.example', status: 'verified' }],
    hangMs: 20_000,
    webhook: {
      url: () => `http://127.0.0.1:${port}/api/v1/webhooks/resend`,
      secret: webhookSecret,
      seed: run.seed + 1,
    },
  });
  const environment = settingsFor(resend, { dataDir: data.path, port, rate: run.rate });
  const random = seeded(run.seed + 2);
  const state: { app: AppProcess } = { app: await startApp({ environment }) };
  const owner = await signUp(state.app.url);
  const deadline = performance.now() + run.patienceMs;

  let next = 0;
  const isOver = () => performance.now() > deadline;
  const addAll = async () => {
    const browser = openBrowser(state.app.url, owner.cookies);
    for (let index = next++; index < run.invitations; index = next++) {
      const body = { email: addressOf(index), sendInvitation: true };
      for (;;) {
        const answer = await browser.try(users.create, { body }).catch(() => null);
        // Without a response, the call may have been carried out or not; a repeated call shows that it was.
        if (answer?.status === 201 || answer?.status === 409) break;
        if (isOver()) throw new Error(`The app did not come back: ${answer?.status} ${answer?.text}`);
        await sleep(100);
      }
    }
  };
  const killSometimes = async () => {
    const step = run.invitations / (run.kills + 1);
    for (let kill = 1; kill <= run.kills; kill += 1) {
      while (next < step * kill && !isOver()) await sleep(20);
      // The point in time is the subject of the test, so this waits for a duration and not for a condition.
      await sleep(random() * 1000);
      await state.app.kill();
      state.app = await startApp({ environment });
    }
  };
  await Promise.all([killSometimes(), ...Array.from({ length: adders }, addAll)]);

  const isSettled = ({ email, invitation }: UserAnswer) => invitation?.delivery === fateOf(email);
  let invited: UserAnswer[] = [];
  for (;;) {
    const everybody = await allUsers(openBrowser(state.app.url, owner.cookies));
    invited = everybody.filter(({ role }) => role === 'member');
    if ((invited.length === run.invitations && invited.every(isSettled)) || isOver()) break;
    await sleep(1000);
  }
  const sentTo = new Map<string, number>();
  for (const { to, tags } of resend.sent)
    if (tags?.some(({ value }) => value === 'invitation')) sentTo.set(to, (sentTo.get(to) ?? 0) + 1);
  return {
    invited,
    resend,
    sentTo,
    async close() {
      await state.app.stop();
      await resend.close();
      data.remove();
    },
  };
}
