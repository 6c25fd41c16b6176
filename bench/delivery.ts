/**
 * Measures sending through Resend, against a fake that enforces its rules:
 *
 *   node bench/delivery.ts            both of the below
 *   node bench/delivery.ts faults     10,000 invitations, every fifth request fails, five kills
 *   node bench/delivery.ts backlog    mails that wait are sent as fast as the configured rate allows
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { users } from '@muster/contracts/people/users';
import { openFakeResend } from '../apps/api/test/fake-resend.ts';
import { freePort, makeDataFolder, startApp } from '../apps/api/test/process/app-process.ts';
import { openBrowser } from '../apps/api/test/process/browser.ts';
import { fateOf, runDelivery, settingsFor } from '../apps/api/test/process/delivery-run.ts';
import { signUp } from '../apps/api/test/process/people.ts';

/** The targets: the share of the configured rate, and e-mails per batch of up to a hundred. */
const limits = { ofRate: 0.9, mailsPerBatch: 95 };

const say = (line: string) => process.stdout.write(`${line}\n`);
const judge = (name: string, isFine: boolean) => {
  say(`${isFine ? 'ok  ' : 'FAIL'} ${name}`);
  if (!isFine) process.exitCode = 1;
};

async function faults() {
  const run = { invitations: 10_000, kills: 5, rate: 20, faults: 0.2, seed: 1, patienceMs: 3_600_000 };
  const started = performance.now();
  const { invited, resend, sentTo, close } = await runDelivery(run);
  const seconds = Math.round((performance.now() - started) / 1000);
  const { length } = resend.calls;
  say(`${run.invitations} invitations, ${run.kills} kills, ${seconds} s: ${length} requests,`);
  say(`${resend.faulty()} of them failed by chance, ${resend.tooFast()} refused for coming too fast`);
  const counts = [...sentTo.values()];
  judge(`${invited.length} people are invited`, invited.length === run.invitations);
  judge(`each of ${counts.length} was sent one mail`, counts.length === run.invitations);
  judge(
    'nobody was sent two',
    counts.every((count) => count === 1),
  );
  const isRight = invited.every(({ email, invitation }) => invitation?.delivery === fateOf(email));
  judge('every state is what the provider reported', isRight);
  await close();
}

async function backlog() {
  const [invitations, rate] = [4_000, 5];
  const data = makeDataFolder();
  const port = await freePort();
  const resend = await openFakeResend({
    perSecond: rate,
    domains: [{ name: 'acme.example', status: 'verified' }],
  });
  // At this rate, hardly anything is sent while the e-mails are being queued.
  const slow = settingsFor(resend, { dataDir: data.path, port, rate: 0.05 });
  const adding = await startApp({ environment: slow });
  const owner = await signUp(adding.url);
  let next = 0;
  const add = async () => {
    const browser = openBrowser(adding.url, owner.cookies);
    for (let index = next++; index < invitations; index = next++)
      await browser.call(users.create, { body: { email: `p.${index}@example.org`, sendInvitation: true } });
  };
  await Promise.all(Array.from({ length: 6 }, add));
  await adding.kill();
  const before = resend.calls.length;
  const app = await startApp({ environment: { ...slow, RESEND_RATE: String(rate) } });
  while (resend.sent.filter(({ to }) => to.startsWith('p.')).length < invitations) await sleep(100);
  const calls = resend.calls.slice(before).filter(({ path }) => path === '/emails/batch');
  // Leaves out the first requests, which wait for slots reserved at the slow rate, and the last batch, which
  // is incomplete.
  const steady = calls.slice(2, -1);
  const [first, last] = [steady[0]?.at ?? 0, steady.at(-1)?.at ?? 0];
  const perSecond = (steady.length - 1) / ((last - first) / 1000);
  const mails = steady.reduce((sum, { mails: { length } }) => sum + length, 0) / steady.length;
  say(`${invitations} mails waiting, ${rate} requests a second allowed: ${perSecond.toFixed(2)} a second`);
  say(`over ${steady.length} requests of ${mails.toFixed(1)} mails; ${resend.tooFast()} refused as too fast`);
  judge(`at least ${limits.ofRate * 100} % of the rate`, perSecond >= rate * limits.ofRate);
  judge(`batches of at least ${limits.mailsPerBatch} mails`, mails >= limits.mailsPerBatch);
  await app.stop();
  await resend.close();
  data.remove();
}

const [only] = process.argv.slice(2);
if (only !== 'backlog') await faults();
if (only !== 'faults') await backlog();
