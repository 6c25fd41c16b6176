import { activation } from '@muster/contracts/access/activation';
import { auth } from '@muster/contracts/access/auth';
import { me } from '@muster/contracts/access/me';
import { describe, expect, test } from 'vitest';
import { anAddress, type Person, password } from '../../../../test/given.ts';
import { useApi } from '../../../../test/harness.ts';

const api = useApi();
const next = 'a better password yet';

/** Requests links for a new password and returns their tokens, the newest first. */
async function resetTokens(email: string, count = 1): Promise<string[]> {
  for (let at = 0; at < count; at += 1) {
    await api.anonymous().call(auth.forgotPassword, { body: { email } });
    await api.runJobs();
  }
  const mails = await api.given.mailsTo(email);
  return mails.flatMap(({ text }) => /reset-password#([\w-]{43})/.exec(text)?.[1] ?? []);
}

async function isVoid(token: string): Promise<boolean> {
  const body = { token, password: 'yet another long one' };
  const answer = await api.anonymous().try(auth.resetPassword, { body });
  return answer.status === 410;
}

const change = (person: Person, newPassword = next) =>
  person.try(me.changePassword, { body: { currentPassword: password, newPassword } });

async function securityMails(email: string): Promise<string[]> {
  await api.runJobs();
  const mails = await api.given.mailsTo(email);
  return mails
    .map(({ template }) => template)
    .filter((template) => /^password_(changed|reset_done)$/.test(template));
}

test('changing the password voids every link that was sent before, and causes an e-mail', async () => {
  const owner = await api.given.anOwner();
  const tokens = await resetTokens(owner.email, 2);
  expect(tokens).toHaveLength(2);
  expect((await change(owner)).status).toBe(204);
  for (const token of tokens) expect(await isVoid(token)).toBe(true);
  expect(await securityMails(owner.email)).toEqual(['password_changed']);
});

test('a used link voids the others, and causes an e-mail', async () => {
  const owner = await api.given.anOwner();
  const [used = '', other = ''] = await resetTokens(owner.email, 2);
  await api.anonymous().call(auth.resetPassword, { body: { token: used, password: next } });
  expect(await isVoid(other)).toBe(true);
  expect(await securityMails(owner.email)).toEqual(['password_reset_done']);
});

test('an invitation that takes an unproved address over voids its links, and causes an e-mail', async () => {
  const stranger = await api.given.anOwner();
  const { email } = stranger;
  await api.deps.database.identity.updateMany({ where: { email }, data: { provedAt: null } });
  const [token = ''] = await resetTokens(email);
  const company = await api.given.anOwner();
  await api.given.aUser(company, { email, sendInvitation: true });
  await api.runJobs();
  const mails = await api.given.mailsTo(email);
  const invitation = mails.flatMap(({ text }) => /activate#([\w-]{43})/.exec(text)?.[1] ?? [])[0] ?? '';
  const body = { token: invitation, firstName: 'V', lastName: 'V', password: next };
  await api.anonymous().call(activation.accept, { body });
  expect(await isVoid(token)).toBe(true);
  expect((await stranger.refused(me.get, {})).code).toBe('unauthenticated');
  expect(await securityMails(email)).toEqual(['password_changed']);
});

test('a link that is requested after the change works', async () => {
  const owner = await api.given.anOwner();
  await change(owner);
  const [token = ''] = await resetTokens(owner.email);
  expect(await isVoid(token)).toBe(false);
});

test('of simultaneous changes with the same password, one wins', async () => {
  const owner = await api.given.anOwner();
  const answers = await Promise.all(
    ['1st one of them', '2nd one of them', '3rd one of them'].map((text) => change(owner, text)),
  );
  expect(answers.map(({ status }) => status).sort()).toEqual([204, 401, 401]);
});

test('the other sign-ins stay, if that is wanted', async () => {
  const owner = await api.given.anOwner();
  const elsewhere = api.anonymous();
  await elsewhere.call(auth.signIn, { body: { email: owner.email, password } });
  const body = { currentPassword: password, newPassword: next, endOtherSignIns: false };
  await owner.call(me.changePassword, { body });
  await elsewhere.call(me.get, {});
});

/** The ways in: each chooses a password for somebody of these names, and says how it was answered. */
const waysIn: [string, (chosen: string) => Promise<{ status: number; body: unknown }>][] = [
  [
    'signing up',
    (chosen) =>
      api.anonymous().try(auth.signUp, {
        body: { accountName: 'Quorvex Holding', name: 'Zyla Brankov', email: zyla(), password: chosen },
      }),
  ],
  [
    'accepting an invitation',
    async (chosen) => {
      const company = await api.given.anOwner({ accountName: 'Quorvex Holding' });
      const email = zyla();
      await api.given.aUser(company, { email, sendInvitation: true });
      await api.runJobs();
      const token = await api.given.tokenFor(email);
      const body = { token, firstName: 'Zyla', lastName: 'Brankov', password: chosen };
      return api.anonymous().try(activation.accept, { body });
    },
  ],
  [
    'using a link for a new password',
    async (chosen) => {
      const { email } = await zylaInTwoCompanies();
      const [token = ''] = await resetTokens(email);
      return api.anonymous().try(auth.resetPassword, { body: { token, password: chosen } });
    },
  ],
  ['changing the password', async (chosen) => change(await zylaInTwoCompanies(), chosen)],
];

const zyla = () => anAddress('zyla.brankov');

/** Somebody who signs in to one company, and is in Quorvex as well. */
async function zylaInTwoCompanies(): Promise<Person> {
  const owner = await api.given.anOwner({ email: zyla() });
  await owner.call(me.update, { body: { name: 'Zyla Brankov' } });
  const { me: there } = await owner.call(me.createAccount, { body: { accountName: 'Quorvex Holding' } });
  const [first] = there.accounts.filter(({ id }) => id !== there.account.id);
  await owner.call(me.switchAccount, { body: { accountId: first?.id ?? '' } });
  return owner;
}

test.each(waysIn)(
  '%s refuses passwords made of names, the address, the company or the product, and known ones',
  async (_name, choose) => {
    const weak = ['Quorvex2026!', 'BrankovZyla1', 'zyla.brankov', 'Muster12345', 'qwertyuiop'];
    for (const chosen of weak) {
      const answer = await choose(chosen);
      expect([chosen, answer.status, (answer.body as { code?: string }).code]).toEqual([
        chosen,
        422,
        'password_weak',
      ]);
    }
    expect((await choose('a fine horse cart')).status).toBeLessThan(300);
  },
);

describe('a password that is changed while somebody signs in with the former one', () => {
  /** Calls while a change of the password is under way, which commits as soon as the call waits for it. */
  async function duringChange<T>(email: string, call: () => Promise<T>): Promise<T> {
    const client = await api.deps.pool.connect();
    try {
      await client.query('BEGIN');
      await client.query(`UPDATE identities SET password_hash = 'another' WHERE email = $1`, [email]);
      let isAnswered = false;
      const answer = call().finally(() => {
        isAnswered = true;
      });
      const waiting = `SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`;
      await expect
        .poll(async () => isAnswered || (await client.query(waiting)).rowCount, { timeout: 10_000 })
        .toBeTruthy();
      await client.query('COMMIT');
      return await answer;
    } finally {
      client.release();
    }
  }

  test('lets nobody in by sign-in', async () => {
    const { email } = await api.given.anOwner();
    const browser = api.anonymous();
    const signIn = () => browser.refused(auth.signIn, { body: { email, password } });
    expect((await duringChange(email, signIn)).code).toBe('credentials_invalid');
    expect(browser.cookies.size).toBe(0);
  });

  test('lets nobody in by an invitation, which still works', async () => {
    const [{ email }, company] = [await api.given.anOwner(), await api.given.anOwner()];
    await api.given.aUser(company, { email, sendInvitation: true });
    await api.runJobs();
    const token = await api.given.tokenFor(email);
    const body = { token, firstName: 'Ada', lastName: 'Lovelace', password };
    const accept = () => api.anonymous().refused(activation.accept, { body });
    expect((await duringChange(email, accept)).code).toBe('credentials_invalid');
    expect((await api.anonymous().call(activation.preview, { body: { token } })).hasIdentity).toBe(true);
  });
});
