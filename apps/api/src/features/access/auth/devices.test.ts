import { activation } from '@muster/contracts/access/activation';
import { auth } from '@muster/contracts/access/auth';
import { me } from '@muster/contracts/access/me';
import { expect, test } from 'vitest';
import type { TestClient } from '../../../../test/client.ts';
import { anAddress, type Person, password } from '../../../../test/given.ts';
import { useApi } from '../../../../test/harness.ts';
import { days, minutes } from '../../../platform/clock.ts';

const api = useApi();
const cookie = '__Secure-muster_device';

/** What the last strangers get who guess at an address, each in a network of their own, after 57 of 60 tries. */
async function lock(email: string): Promise<(string | undefined)[]> {
  for (let tried = 0; tried < 57; tried += 1) await api.deps.attempts.count({ address: email });
  const codes: (string | undefined)[] = [];
  for (const guess of ['a wrong guess', 'another guess', 'the last guess', password]) {
    codes.push((await api.anonymous().refused(auth.signIn, { body: { email, password: guess } })).code);
  }
  return codes;
}

/** What sign-ins elsewhere get while strangers have locked the address. */
const throughLock = (client: TestClient, email: string) =>
  client.try(auth.signIn, { body: { email, password } }).then(({ status }) => status);

/** A browser that sends only the cookie of the device, from another network. */
function sameDevice(person: Person): TestClient {
  const client = api.anonymous();
  client.cookies.set(cookie, person.cookies.get(cookie) ?? '');
  return client;
}

async function templatesTo(email: string): Promise<string[]> {
  await api.runJobs();
  return (await api.given.mailsTo(email)).map(({ template }) => template).reverse();
}

/** Invites the person into another company and returns the token. */
async function invited(email: string): Promise<string> {
  const other = await api.given.anOwner();
  await api.given.aUser(other, { email, sendInvitation: true });
  await api.runJobs();
  return api.given.tokenFor(email);
}

test('strangers in many networks do not lock out a browser that signed in before', async () => {
  const owner = await api.given.anOwner();
  const { email } = owner;
  const known = await lock(email);
  expect(known).toEqual([...Array(3).fill('credentials_invalid'), 'too_many_attempts']);
  expect(await throughLock(sameDevice(owner), email)).toBe(200);
  // The owner is told once, strangers see no difference to an unknown address, and nobody is told of that.
  const unknown = anAddress('nobody');
  expect(await lock(unknown)).toEqual(known);
  expect(await templatesTo(email)).toEqual(['address_locked']);
  expect(await templatesTo(unknown)).toEqual([]);
  const [mail] = await api.given.mailsTo(email);
  expect(mail?.text).toContain('https://muster.test/forgot-password');
});

test('the owner gets an e-mail about guesses at most once an hour', async () => {
  const { email } = await api.given.anOwner();
  for (let round = 0; round < 3; round += 1)
    await api.deps.jobs.add('auth.warn-of-guesses', [{ email }], api.deps.database);
  expect(await templatesTo(email)).toEqual(['address_locked']);
});

test('a device has tries of its own, which a right password clears', async () => {
  const owner = await api.given.anOwner();
  const { email } = owner;
  const device = sameDevice(owner);
  const guess = () => device.refused(auth.signIn, { body: { email, password: 'a wrong guess' } });
  for (let tried = 0; tried < 11; tried += 1) expect((await guess()).code).toBe('credentials_invalid');
  expect(await throughLock(device, email)).toBe(200);
  for (let tried = 0; tried < 12; tried += 1) expect((await guess()).code).toBe('credentials_invalid');
  expect(await throughLock(device, email)).toBe(429);
  // They neither count for the address nor for the network.
  expect(await throughLock(api.anonymous(), email)).toBe(200);
});

test('the cookie of one person does not open the lock of another, nor does a forged one', async () => {
  const [owner, stranger] = [await api.given.anOwner(), await api.given.anOwner()];
  const { email } = owner;
  await lock(email);
  const own = stranger.cookies.get(cookie) ?? '';
  const [device, , time, signature] = own.split('.');
  const { identity } = await owner.call(me.get, {});
  for (const value of [own, `${device}.${identity.id}.${time}.${signature}`, '~~', 'x'.repeat(3000)]) {
    const client = api.anonymous();
    client.cookies.set(cookie, value);
    expect(await throughLock(client, email)).toBe(429);
  }
});

test.each<[string, (owner: Person) => Promise<unknown>]>([
  ['a changed password', (owner) => changePassword(owner, true)],
  ['signing out everywhere else', (owner) => owner.call(me.endOtherSignIns, {})],
])('%s voids the other devices, not the one in use', async (_name, change) => {
  const owner = await api.given.anOwner();
  const other = sameDevice(owner);
  api.clock.advance(1_000);
  await change(owner);
  await lock(owner.email);
  expect(await throughLock(other, owner.email)).toBe(429);
  expect(await throughLock(sameDevice(owner), owner.email)).toBe(200);
});

test('a changed password that leaves the other sign-ins alone voids no device', async () => {
  const owner = await api.given.anOwner();
  const other = sameDevice(owner);
  await other.call(auth.signIn, { body: { email: owner.email, password } });
  await changePassword(owner, false);
  await other.call(me.get, {});
  await lock(owner.email);
  expect(await throughLock(other, owner.email)).toBe(200);
});

test('a cookie is renewed with the sign-in, and void after 400 days without one', async () => {
  const owner = await api.given.anOwner();
  await lock(owner.email);
  const device = sameDevice(owner);
  api.clock.advance(days(401));
  expect(await throughLock(device, owner.email)).toBe(429);
  api.clock.advance(-days(401));
});

test('a refresh makes the browser of a sign-in from before known', async () => {
  const owner = await api.given.anOwner();
  owner.cookies.delete(cookie);
  await owner.call(auth.refresh, {});
  await lock(owner.email);
  expect(await throughLock(sameDevice(owner), owner.email)).toBe(200);
});

test('two people who share a browser are both known there', async () => {
  const [one, two] = [await api.given.anOwner(), await api.given.anOwner()];
  const shared = sameDevice(one);
  await shared.call(auth.signIn, { body: { email: two.email, password } });
  await lock(one.email);
  expect(await throughLock(shared, one.email)).toBe(200);
  expect(await templatesTo(two.email)).toEqual(['new_sign_in']);
  await shared.call(auth.signIn, { body: { email: two.email, password } });
  expect(await templatesTo(two.email)).toEqual(['new_sign_in']);
});

test('guesses by accepting an invitation and by changing the password count for the same address', async () => {
  const owner = await api.given.anOwner();
  const { email } = owner;
  const token = await invited(email);
  owner.cookies.delete(cookie);
  const wrong = { token, firstName: 'M', lastName: 'M', password: 'a wrong guess' };
  const change = { currentPassword: 'a wrong guess', newPassword: 'a better password yet' };
  for (let tried = 0; tried < 56; tried += 1) await api.deps.attempts.count({ address: email });
  for (let guess = 0; guess < 2; guess += 1) {
    const stranger = api.anonymous();
    expect((await stranger.refused(activation.accept, { body: wrong })).code).toBe('credentials_invalid');
    expect((await owner.refused(me.changePassword, { body: change })).code).toBe('credentials_invalid');
  }
  const late = api.anonymous();
  expect((await late.refused(activation.accept, { body: wrong })).code).toBe('too_many_attempts');
  expect((await late.refused(auth.signIn, { body: { email, password } })).code).toBe('too_many_attempts');
  expect((await owner.refused(me.changePassword, { body: change })).code).toBe('too_many_attempts');
});

test('each new browser causes one e-mail, the first of all none', async () => {
  const owner = await api.given.anOwner();
  const { email } = await api.given.aMember(owner);
  const earlier = await templatesTo(email);
  expect(earlier).toEqual(['invitation', 'welcome']);
  const laptop = api.anonymous();
  const userAgent = 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0';
  const signIn = (headers = {}) =>
    laptop.raw({ method: 'POST', url: '/api/v1/auth/sign-in', payload: { email, password }, headers });
  await signIn({ 'user-agent': userAgent });
  await signIn({ 'user-agent': userAgent });
  expect(await templatesTo(email)).toEqual([...earlier, 'new_sign_in']);
  const [mail] = await api.given.mailsTo(email);
  expect(mail?.text).toMatch(/Firefox, Linux/);
  expect(mail?.text).toMatch(/10\.\d+\.\d+\.\d+/);
  expect(mail?.text).toContain('(UTC)');
  expect(mail?.html).toContain('https://muster.test/profile');
});

test('what a stranger writes into the header of a browser does not get into the e-mail', async () => {
  const { email } = await api.given.anOwner();
  const headers = { 'user-agent': 'Call 0900 now at evil.example/1.0' };
  const url = '/api/v1/auth/sign-in';
  await api.anonymous().raw({ method: 'POST', url, payload: { email, password }, headers });
  expect(await templatesTo(email)).toEqual(['new_sign_in']);
  const [mail] = await api.given.mailsTo(email);
  expect(`${mail?.html}${mail?.text}`).not.toMatch(/0900|evil/);
  expect(mail?.text).toContain('Browser: unknown');
});

test('joining another company in a new browser causes an e-mail like any sign-in', async () => {
  const { email } = await api.given.anOwner();
  const body = { token: await invited(email), firstName: 'M', lastName: 'M', password };
  await api.anonymous().call(activation.accept, { body });
  expect(await templatesTo(email)).toContain('new_sign_in');
});

test('a lock ends by itself', async () => {
  const { email } = await api.given.anOwner();
  await lock(email);
  await api.deps.pool.query('UPDATE rate_limits SET expire = expire - $1', [minutes(61)]);
  expect(await throughLock(api.anonymous(), email)).toBe(200);
});

async function changePassword(owner: Person, endOtherSignIns: boolean) {
  // The same password again, so that the test can go on with it.
  await owner.call(me.changePassword, {
    body: { currentPassword: password, newPassword: password, endOtherSignIns },
  });
}
