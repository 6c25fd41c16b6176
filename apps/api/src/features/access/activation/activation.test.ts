import { activation } from '@muster/contracts/access/activation';
import { auth } from '@muster/contracts/access/auth';
import { me } from '@muster/contracts/access/me';
import { invitations } from '@muster/contracts/people/invitations';
import { users } from '@muster/contracts/people/users';
import { expect, test } from 'vitest';
import { anAddress, type Person, password } from '../../../../test/given.ts';
import { useApi } from '../../../../test/harness.ts';
import { minutes } from '../../../platform/clock.ts';

const api = useApi();
const answer = (token: string) => ({ token, firstName: 'Ada', lastName: 'Lovelace', password });

async function anInvited(owner: Person, body: object = {}) {
  const user = await owner.call(users.create, {
    body: { email: anAddress('ada'), firstName: 'Ada', sendInvitation: true, ...body },
  });
  await api.runJobs();
  const invitationId = user.invitation?.id ?? '';
  return { ...user, invitationId, token: await api.given.tokenFor(user.email) };
}

test('an invited user sees who invites them, activates, and is signed in', async () => {
  const owner = await api.given.anOwner({ accountName: 'Acme' });
  const group = await api.given.aGroup(owner, 'Sales');
  const ada = await anInvited(owner, { groupIds: [group.id] });
  const browser = api.anonymous();

  const preview = await browser.call(activation.preview, { body: { token: ada.token } });
  expect(preview).toMatchObject({
    account: { name: 'Acme' },
    email: ada.email,
    firstName: 'Ada',
    groups: ['Sales'],
    invitedBy: 'Olga Owner',
    hasIdentity: false,
  });
  const { me: signedIn } = await browser.call(activation.accept, { body: answer(ada.token) });
  expect(signedIn.user).toMatchObject({ name: 'Ada Lovelace', groups: [{ name: 'Sales' }] });
  expect((await browser.call(me.get, {})).identity.email).toBe(ada.email);
  const user = await owner.call(users.get, { params: { id: ada.id } });
  expect(user).toMatchObject({ status: 'active', invitation: { status: 'accepted' } });
  expect(user.lastLoginAt).not.toBeNull();
});

test('the link uses the configured address, whatever the request claims', async () => {
  const owner = await api.given.anOwner();
  const email = anAddress('host');
  const headers = { host: 'evil.example', 'x-forwarded-host': 'evil.example' };
  const payload = { email, sendInvitation: true };
  await owner.raw({ method: 'POST', url: '/api/v1/users', headers, payload });
  await api.runJobs();
  const [mail] = await api.given.mailsTo(email);
  expect(mail?.text).toContain('https://muster.test/activate#');
  expect(`${mail?.html}${mail?.text}`).not.toContain('evil.example');
});

test('only one of thirty simultaneous accepts of a link succeeds', async () => {
  const owner = await api.given.anOwner();
  const { token } = await anInvited(owner);
  const answers = await Promise.all(
    Array.from({ length: 30 }, () => api.anonymous().try(activation.accept, { body: answer(token) })),
  );
  expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
  const codes = answers
    .filter(({ status }) => status !== 200)
    .map(({ body }) => (body as { code: string }).code);
  expect(new Set(codes)).toEqual(new Set(['invitation_used']));
});

test('opening or probing the link never uses it up', async () => {
  const owner = await api.given.anOwner();
  const { token, invitationId } = await anInvited(owner);
  const scanner = api.anonymous();
  for (let visit = 0; visit < 5; visit += 1) {
    for (const method of ['GET', 'HEAD'] as const) {
      await scanner.raw({ method, url: `/activate?token=${token}` });
      await scanner.raw({ method, url: '/api/v1/activation/accept' });
      await scanner.raw({ method, url: '/api/v1/activation/preview' });
    }
    await scanner.call(activation.preview, { body: { token } });
  }
  const empties = [{}, { token }, { token, password: '' }, { ...answer(token), password: '' }];
  for (const payload of empties) {
    const { status } = await scanner.raw({ method: 'POST', url: '/api/v1/activation/accept', payload });
    expect(status).toBe(400);
  }
  const headers = { 'content-type': 'application/x-www-form-urlencoded' };
  for (const url of ['/activate', '/api/v1/activation/accept']) {
    const { status } = await scanner.raw({ method: 'POST', url, headers, payload: `token=${token}` });
    expect([404, 415]).toContain(status);
  }
  expect((await owner.call(invitations.get, { params: { id: invitationId } })).status).toBe('pending');
  await scanner.call(activation.accept, { body: answer(token) });
});

test('each way an invitation ends has its own error code', async () => {
  const owner = await api.given.anOwner();
  const expired = await anInvited(owner);
  await api.given.expire(expired.invitationId);
  const revoked = await anInvited(owner);
  await owner.call(invitations.revoke, { params: { id: revoked.invitationId } });
  const superseded = await anInvited(owner);
  await owner.call(invitations.resend, { params: { id: superseded.invitationId } });
  const deactivated = await anInvited(owner);
  await owner.call(users.deactivate, { params: { id: deactivated.id } });
  const removed = await anInvited(owner);
  await owner.call(users.delete, { params: { id: removed.id } });

  const endings = { expired, revoked, superseded, removed, deactivated };
  const codes: Record<string, string> = {};
  for (const [name, { token }] of Object.entries(endings)) {
    const preview = await api.anonymous().refused(activation.preview, { body: { token } });
    const accept = await api.anonymous().refused(activation.accept, { body: answer(token) });
    expect(accept.code).toBe(preview.code);
    codes[name] = `${preview.status} ${preview.code}`;
  }
  expect(codes).toEqual({
    expired: '410 invitation_expired',
    revoked: '410 invitation_revoked',
    superseded: '410 invitation_superseded',
    removed: '404 invitation_not_found',
    deactivated: '410 invitation_revoked',
  });
});

test('a weak password is refused and leaves the invitation pending', async () => {
  const owner = await api.given.anOwner();
  const { token, email } = await anInvited(owner);
  for (const weak of ['short', '1234567890', 'aaaaaaaaaaaa', email]) {
    const body = { ...answer(token), password: weak };
    expect((await api.anonymous().refused(activation.accept, { body })).code).toBe('password_weak');
  }
  await api.anonymous().call(activation.accept, { body: answer(token) });
});

test('a new link goes to the invited address at most every ten minutes, with identical responses', async () => {
  const owner = await api.given.anOwner();
  const { token, email, invitationId } = await anInvited(owner);
  await api.given.expire(invitationId);
  const first = await api.anonymous().try(activation.requestNewLink, { body: { token } });
  const second = await api.anonymous().try(activation.requestNewLink, { body: { token } });
  const unknown = await api.anonymous().try(activation.requestNewLink, { body: { token: 'nonsense' } });
  expect([first, second, unknown].map(({ status, body }) => [status, body])).toEqual(
    Array(3).fill([202, '']),
  );
  await api.runJobs();
  expect(await api.given.mailsTo(email)).toHaveLength(2);
  await api.anonymous().call(activation.accept, { body: answer(await api.given.tokenFor(email)) });
});

test('a user with an existing sign-in joins a second account with the same password', async () => {
  const first = await api.given.anOwner({ accountName: 'First' });
  const member = await api.given.aMember(first);
  const second = await api.given.anOwner({ accountName: 'Second' });
  const { token } = await anInvited(second, { email: member.email.toUpperCase() });

  const browser = api.anonymous();
  expect((await browser.call(activation.preview, { body: { token } })).hasIdentity).toBe(true);
  const wrong = { ...answer(token), password: 'another password' };
  expect((await browser.refused(activation.accept, { body: wrong })).code).toBe('credentials_invalid');
  const { me: joined } = await browser.call(activation.accept, { body: answer(token) });
  expect(joined.accounts.map(({ name }) => name)).toEqual(['First', 'Second']);

  const { me: switched } = await browser.call(me.switchAccount, { body: { accountId: member.accountId } });
  expect(switched.account.name).toBe('First');
  await browser.refused(me.switchAccount, { body: { accountId: '0192f0c1-2d3e-7a4b-8c5d-6e7f8a9b0c1d' } });
});

test('a person invited by two accounts at the same time gets one identity', async () => {
  const owners = [await api.given.anOwner(), await api.given.anOwner()];
  const email = anAddress('both');
  const tokens: string[] = [];
  for (const owner of owners) tokens.push((await anInvited(owner, { email })).token);
  const answers = await Promise.all(
    tokens.map((token) => api.anonymous().try(activation.accept, { body: answer(token) })),
  );
  for (const { status } of answers) expect([200, 401]).toContain(status);
  for (const [index, token] of tokens.entries()) {
    if (answers[index]?.status === 401)
      await api.anonymous().call(activation.accept, { body: answer(token) });
  }
  const { me: signedIn } = await api.anonymous().call(auth.signIn, { body: { email, password } });
  expect(signedIn.accounts).toHaveLength(2);
});

test('guessing the password of an existing identity through an invitation is throttled', async () => {
  const member = await api.given.aMember(await api.given.anOwner());
  const { token } = await anInvited(await api.given.anOwner(), { email: member.email });
  const guesser = api.anonymous();
  const body = { ...answer(token), password: 'a wrong guess' };
  for (let guess = 0; guess < 12; guess += 1) await guesser.refused(activation.accept, { body });
  const slowed = await guesser.refused(activation.accept, { body });
  expect(slowed.code).toBe('too_many_attempts');
  expect(slowed.retryAfter).toBeGreaterThan(0);
  expect(slowed.retryAfter).toBeLessThanOrEqual(minutes(15) / 1000);
  await api.anonymous().call(activation.accept, { body: answer(token) });
});
