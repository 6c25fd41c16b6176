import { setTimeout as sleep } from 'node:timers/promises';
import { auth } from '@muster/contracts/access/auth';
import { users } from '@muster/contracts/people/users';
import { afterAll, expect, test } from 'vitest';
import { type FakeResend, openFakeResend } from '../fake-resend.ts';
import { type AppProcess, freePort, makeDataFolder, startApp } from './app-process.ts';
import type { Browser } from './browser.ts';
import { settingsFor } from './delivery-run.ts';
import { anAddress, signUp } from './people.ts';

const data = makeDataFolder();
let resend: FakeResend;
let app: AppProcess;

afterAll(async () => {
  await app?.stop();
  await resend?.close();
  data.remove();
});

const many = 10_000;
const atOnce = 1_000;

const batches = () => resend.calls.filter(({ path }) => path.startsWith('/emails'));
const sentTo = (to: string) => resend.sent.filter((mail) => mail.to === to);

/** @returns how many provider calls began after the change until one had the e-mail; the first call counts 1 */
async function callsUntil(to: string, change: () => Promise<unknown>): Promise<number> {
  await change();
  const before = batches().length;
  const index = () =>
    batches().findIndex((call, at) => at >= before && call.mails.some((mail) => mail.to === to));
  while (index() < 0) await sleep(20);
  return index() - before + 1;
}

async function inviteMany(owner: Browser): Promise<void> {
  for (let start = 0; start < many; start += atOnce) {
    const list = Array.from({ length: atOnce }, (_, index) => ({
      ...{ email: `wave.${start + index}@example.org`, sendInvitation: true },
    }));
    await owner.call(users.batch, { body: { users: list } });
  }
}

test('ten thousand invitations of a company delay neither a reset nor an invitation of others', {
  timeout: 540_000,
}, async () => {
  const rate = 2;
  resend = await openFakeResend({ perSecond: rate, domains: [{ name: 'acme.example', status: 'verified' }] });
  const environment = settingsFor(resend, { dataDir: data.path, port: await freePort(), rate });
  app = await startApp({ environment });
  const [alpha, beta] = [await signUp(app.url), await signUp(app.url)];
  const resetTo = anAddress('reset');
  const gamma = await signUp(app.url, resetTo);
  await inviteMany(alpha);

  const check = async (name: string) => {
    const to = anAddress(name);
    const invite = () => beta.call(users.create, { body: { email: to, sendInvitation: true } });
    expect(await callsUntil(to, invite)).toBeLessThanOrEqual(3);
    const before = sentTo(resetTo).length;
    await gamma.call(auth.forgotPassword, { body: { email: resetTo } });
    const asked = batches().length;
    while (sentTo(resetTo).length === before) await sleep(20);
    const call = batches().findLastIndex(({ mails }) => mails.some((mail) => mail.to === resetTo));
    // Jobs write it after the request; then it is the next call.
    expect(call - asked).toBeLessThanOrEqual(2);
  };
  await check('first');
  await app.kill();
  app = await startApp({ environment });
  await check('second');

  await app.kill();
  app = await startApp({ environment: { ...environment, RESEND_RATE: '50' } });
  while (resend.sent.filter(({ to }) => to.startsWith('wave.')).length < many) await sleep(200);
  const counts = Map.groupBy(resend.sent, ({ to }) => to);
  expect([...counts].filter(([to, mails]) => to !== resetTo && mails.length > 1)).toEqual([]);
  // The code of the sign-up and the two resets.
  expect(counts.get(resetTo)).toHaveLength(3);
});
