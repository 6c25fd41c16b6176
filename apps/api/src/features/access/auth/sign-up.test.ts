import { auth } from '@muster/contracts/access/auth';
import { me } from '@muster/contracts/access/me';
import { expect, test } from 'vitest';
import { anAddress, password } from '../../../../test/given.ts';
import { useApi } from '../../../../test/harness.ts';
import { days, minutes } from '../../../platform/clock.ts';
import { deleteExpired } from './sign-up.ts';

const api = useApi();

const bodyFor = (email: string) => ({ accountName: 'Acme', name: 'Ada Lovelace', email, password });
const signUp = (email: string, client = api.anonymous()) =>
  client.call(auth.signUp, { body: bodyFor(email) });
const codeFor = async (email: string) => (await api.given.codeFor(email)) ?? '';
/** Another code than this one. */
const not = (code: string) => String((Number(code) + 1) % 1_000_000).padStart(6, '0');
const refusedWith = async (body: { id: string; code: string }) =>
  (await api.anonymous().refused(auth.confirmSignUp, { body })).code;
const rowsOf = async (email: string) => {
  const { identity, user } = api.deps.database;
  return [await identity.count({ where: { email } }), await user.count({ where: { email } })];
};

test('a sign-up becomes an account with the code from the e-mail, signed in with HttpOnly cookies', async () => {
  const client = api.anonymous();
  const email = anAddress('ada');
  const asked = await client.try(auth.signUp, { body: bodyFor(` ${email.toUpperCase()} `) });
  expect(asked.status).toBe(202);
  expect(asked.headers['set-cookie']).toBeUndefined();
  const { id, expiresAt } = asked.body as { id: string; expiresAt: string };
  expect(Date.parse(expiresAt) - Date.now()).toBeGreaterThan(minutes(59));
  expect(await rowsOf(email)).toEqual([0, 0]);
  const stored = await api.deps.database.signUp.findUniqueOrThrow({ where: { id } });
  expect(stored.passwordHash).toMatch(/^\$argon2id/);
  await api.runJobs();
  const [mail] = await api.given.mailsTo(email);
  expect(mail?.template).toBe('sign_up_code');
  const [code = ''] = /\b\d{6}\b/.exec(mail?.subject ?? '') ?? [];
  expect(mail?.text).toContain(code);

  const answer = await client.try(auth.confirmSignUp, { body: { id, code } });
  expect(answer.status).toBe(201);
  const cookies = [answer.headers['set-cookie']].flat().map(String);
  expect(cookies).toHaveLength(3);
  for (const cookie of cookies) expect(cookie).toMatch(/HttpOnly.*Secure.*SameSite=Lax/);
  const { user, account, permissions } = await client.call(me.get, {});
  expect(user).toMatchObject({ firstName: 'Ada', lastName: 'Lovelace', role: 'owner' });
  expect(account.name).toBe('Acme');
  expect(permissions).toContain('owners:write');
  expect(await rowsOf(email)).toEqual([1, 1]);
  expect(await refusedWith({ id, code })).toBe('sign_up_expired');
});

test('the e-mail says nothing that the person who signed up wrote', async () => {
  const email = anAddress('victim');
  const body = { ...bodyFor(email), accountName: 'Call 0900 now', name: 'You won a prize' };
  await api.anonymous().call(auth.signUp, { body });
  await api.runJobs();
  const [mail] = await api.given.mailsTo(email);
  expect(mail?.html).toContain('Confirm your address');
  expect(JSON.stringify(mail)).not.toMatch(/0900|prize/);
  expect(mail).toMatchObject({ from: api.deps.config.mail.from });
});

test('a code can be tried five times, the right one included', async () => {
  const email = anAddress('guessed');
  const { id } = await signUp(email);
  const code = await codeFor(email);
  for (let guess = 0; guess < 5; guess += 1) {
    expect(await refusedWith({ id, code: not(code) })).toBe('sign_up_code_invalid');
  }
  expect(await refusedWith({ id, code })).toBe('sign_up_code_used_up');
  expect(await rowsOf(email)).toEqual([0, 0]);
});

test('fifty simultaneous guesses are five', async () => {
  const email = anAddress('rushed');
  const { id } = await signUp(email);
  const code = not(await codeFor(email));
  const codes = await Promise.all(Array.from({ length: 50 }, () => refusedWith({ id, code })));
  expect(codes.filter((one) => one === 'sign_up_code_invalid')).toHaveLength(5);
  expect(codes.filter((one) => one === 'sign_up_code_used_up')).toHaveLength(45);
});

test('wrong codes from one network are limited, also at once and for many sign-ups', async () => {
  const ids = await Promise.all(Array.from({ length: 21 }, async () => (await signUp(anAddress())).id));
  const client = api.anonymous();
  const codes = await Promise.all(
    ids.flatMap((id) =>
      ['000000', '000001', '000002', '000003', '000004', '000005'].map(async (code) => {
        const { status } = await client.try(auth.confirmSignUp, { body: { id, code } });
        return status;
      }),
    ),
  );
  expect(codes.filter((status) => status === 422).length).toBeLessThanOrEqual(100);
  expect(codes).toContain(429);
});

test('of simultaneous confirmations with the right code, one wins', async () => {
  const email = anAddress('twice');
  const { id } = await signUp(email);
  const body = { id, code: await codeFor(email) };
  const answers = await Promise.all(
    [1, 2, 3, 4].map(() => api.anonymous().try(auth.confirmSignUp, { body })),
  );
  expect(answers.map(({ status }) => status).sort()).toEqual([201, 410, 410, 410]);
  expect(await rowsOf(email)).toEqual([1, 1]);
});

test('a code works for its own sign-up only', async () => {
  const [mine, theirs] = [anAddress('mine'), anAddress('theirs')];
  await signUp(mine);
  const other = await signUp(theirs);
  const [code, right] = [await codeFor(mine), await codeFor(theirs)];
  const body = { id: other.id, code: code === right ? not(code) : code };
  expect(await refusedWith(body)).toBe('sign_up_code_invalid');
});

test('a code expires after an hour, and the clean-up deletes what it would have created', async () => {
  const email = anAddress('late');
  const { id } = await signUp(email);
  const code = await codeFor(email);
  api.clock.advance(minutes(61));
  expect(await refusedWith({ id, code })).toBe('sign_up_expired');
  const resend = await api.anonymous().refused(auth.resendSignUpCode, { body: { id } });
  expect(resend.code).toBe('sign_up_expired');
  await deleteExpired(api.deps);
  expect(await api.deps.database.signUp.count({ where: { email } })).toBe(0);
  api.clock.advance(-minutes(61));
});

test('a new code voids the earlier one and its tries', async () => {
  const email = anAddress('again');
  const first = await signUp(email);
  const firstCode = await codeFor(email);
  for (let guess = 0; guess < 5; guess += 1) await refusedWith({ id: first.id, code: not(firstCode) });
  const second = await api.anonymous().call(auth.resendSignUpCode, { body: { id: first.id } });
  expect(second.id).not.toBe(first.id);
  const code = await codeFor(email);
  expect(await refusedWith({ id: first.id, code: firstCode })).toBe('sign_up_expired');
  expect(await refusedWith({ id: first.id, code })).toBe('sign_up_expired');
  await api.anonymous().call(auth.confirmSignUp, { body: { id: second.id, code } });
});

test('a second sign-up voids the earlier code, but not from another network', async () => {
  const email = anAddress('moved');
  const client = api.anonymous();
  const mine = await signUp(email, client);
  const stranger = { ...bodyFor(email), accountName: 'Stranger' };
  const elsewhere = {
    method: 'POST',
    url: '/api/v1/auth/sign-up',
    payload: stranger,
    remoteAddress: '203.0.113.7',
  };
  const code = await codeFor(email);
  expect((await api.app.inject(elsewhere as never)).statusCode).toBe(202);
  expect(await api.deps.database.signUp.count({ where: { email } })).toBe(2);
  const again = await signUp(email, client);
  expect(await refusedWith({ id: mine.id, code })).toBe('sign_up_expired');
  const body = { id: again.id, code: await codeFor(email) };
  expect((await api.anonymous().call(auth.confirmSignUp, { body })).me.account.name).toBe('Acme');
});

test('an address gets a code at most four times an hour', async () => {
  const email = anAddress('often');
  let { id } = await signUp(email);
  for (let time = 0; time < 3; time += 1) {
    id = (await api.anonymous().call(auth.resendSignUpCode, { body: { id } })).id;
  }
  const refused = await api.anonymous().refused(auth.resendSignUpCode, { body: { id } });
  expect(refused.code).toBe('too_many_attempts');
  expect(refused.retryAfter).toBeGreaterThan(minutes(59) / 1000);
  expect((await api.anonymous().refused(auth.signUp, { body: bodyFor(email) })).code).toBe(
    'too_many_attempts',
  );
  await api.anonymous().call(auth.confirmSignUp, { body: { id, code: await codeFor(email) } });
  await api.runJobs();
  expect(await api.given.mailsTo(email)).toHaveLength(4);
});

test('a known address gets the same answers, and its owner an e-mail instead of a code', async () => {
  const { email } = await api.given.anOwner();
  const unknown = anAddress('unknown');
  const answers = [];
  for (const address of [email, unknown]) {
    const { status, body } = await api.anonymous().try(auth.signUp, { body: bodyFor(address) });
    const { id } = body as { id: string };
    const code = not(address === unknown ? await codeFor(unknown) : '000000');
    const refusals = [];
    for (let guess = 0; guess < 6; guess += 1) refusals.push(await refusedWith({ id, code }));
    const { status: resent } = await api.anonymous().try(auth.resendSignUpCode, { body: { id } });
    answers.push({ status, fields: Object.keys(body as object), refusals, resent });
  }
  expect(answers[0]).toEqual(answers[1]);
  await api.runJobs();
  expect((await api.given.mailsTo(email)).map(({ template }) => template)).toEqual(
    Array(2).fill('sign_up_known_address'),
  );
  const [mail] = await api.given.mailsTo(email);
  expect(mail?.text).toMatch(/\/sign-in\b/);
  expect(mail?.text).toMatch(/\/forgot-password\b/);
});

test('no code at all confirms the sign-up of a known address', async () => {
  const { email } = await api.given.anOwner();
  const { id } = await signUp(email);
  const { codeHash } = await api.deps.database.signUp.findUniqueOrThrow({ where: { id } });
  const codes = Array.from({ length: 1_000_000 }, (_, code) => String(code).padStart(6, '0'));
  expect(codes.some((code) => api.deps.secrets.sign(`sign-up:${id}:${code}`) === codeHash)).toBe(false);
});

test('an address that was proved elsewhere meanwhile cannot be signed up with the code', async () => {
  const email = anAddress('raced');
  const { id } = await signUp(email);
  const code = await codeFor(email);
  const owner = await api.given.anOwner();
  await api.given.aMember(owner, { email });
  expect(await refusedWith({ id, code })).toBe('sign_up_expired');
  expect(await rowsOf(email)).toEqual([1, 1]);
});

test('a weak password is refused before anything is sent', async () => {
  const email = anAddress('weak');
  const problem = await api
    .anonymous()
    .refused(auth.signUp, { body: { ...bodyFor(email), password: 'qwertyuiop' } });
  expect(problem.code).toBe('password_weak');
  expect(await api.given.codeFor(email)).toBeNull();
});

test('an e-mail that could not be sent is sent later, and given up after a day', async () => {
  const [later, never] = [anAddress('later'), anAddress('never')];
  await signUp(later);
  const due = { template: 'sign_up_code', status: 'queued' as const };
  expect(await api.deps.database.installationEmail.count({ where: { ...due, to: later } })).toBe(1);
  await api.runJobs();
  const sent = await api.deps.database.installationEmail.findFirstOrThrow({ where: { to: later } });
  expect(sent).toMatchObject({ status: 'sent', attempts: 1, sealed: null });
  await signUp(never);
  api.clock.advance(days(1) + minutes(1));
  await api.runJobs();
  api.clock.advance(-days(1) - minutes(1));
  expect(await api.given.mailsTo(never)).toEqual([]);
  const failed = await api.deps.database.installationEmail.findFirstOrThrow({ where: { to: never } });
  expect(failed).toMatchObject({ status: 'failed', sealed: null });
});

test('a person creates at most five further accounts a day, from whatever network', async () => {
  const owner = await api.given.anOwner();
  const create = () => owner.try(me.createAccount, { body: { accountName: 'Further' } });
  for (let at = 0; at < 5; at += 1) expect((await create()).status).toBe(201);
  const refused = await owner.refused(me.createAccount, { body: { accountName: 'Sixth' } });
  expect(refused.code).toBe('too_many_attempts');
});

test('a person who is signed in creates a further account without a code', async () => {
  const owner = await api.given.anOwner({ accountName: 'First' });
  const { me: there } = await owner.call(me.createAccount, { body: { accountName: 'Second', locale: 'de' } });
  expect(there.account).toMatchObject({ name: 'Second', locale: 'de' });
  expect(there.user).toMatchObject({ role: 'owner', email: owner.email });
  expect(there.accounts.map(({ name }) => name)).toEqual(['First', 'Second']);
  expect((await owner.call(me.get, {})).account.name).toBe('Second');
});
