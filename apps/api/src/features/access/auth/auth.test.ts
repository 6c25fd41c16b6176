import { auth } from '@muster/contracts/access/auth';
import { me } from '@muster/contracts/access/me';
import { users } from '@muster/contracts/people/users';
import { beforeEach, describe, expect, test } from 'vitest';
import { createClient, type TestClient } from '../../../../test/client.ts';
import { anAddress, type Person, password } from '../../../../test/given.ts';
import { useApi } from '../../../../test/harness.ts';
import { minutes } from '../../../platform/clock.ts';

const api = useApi();

test('an unknown address and a wrong password get the same response, whatever the state of the user', async () => {
  const owner = await api.given.anOwner();
  const member = await api.given.aMember(owner);
  await owner.call(users.deactivate, { params: { id: member.userId } });
  const problems = [];
  for (const email of [anAddress('nobody'), owner.email, member.email]) {
    const body = { email, password: 'something else' };
    const { requestId: _, ...problem } = await api.anonymous().refused(auth.signIn, { body });
    problems.push(problem);
  }
  expect(problems[0]).toMatchObject({ status: 401, code: 'credentials_invalid' });
  expect(problems[1]).toEqual(problems[0]);
  expect(problems[2]).toEqual(problems[0]);
});

test('e-mail addresses match regardless of case and surrounding spaces', async () => {
  const email = anAddress('Mixed.Case');
  await api.given.anOwner({ email });
  const client = api.anonymous();
  await client.call(auth.signIn, { body: { email: `  ${email.toUpperCase()} `, password } });
  expect((await client.call(me.get, {})).identity.email).toBe(email);
});

const browser = { 'user-agent': 'Mozilla/5.0 (Windows NT 10.0; rv:140.0) Gecko/20100101 Firefox/140.0' };

describe('a refresh token that was exchanged before', () => {
  const refreshCookie = '__Secure-muster_refresh';
  const tokenOf = (client: TestClient) => client.cookies.get(refreshCookie) ?? '';
  const clientWith = (token: string, headers = {}) => {
    const client = createClient(api.app, headers);
    client.cookies.set(refreshCookie, token);
    return client;
  };
  const reuses = () =>
    api.deps.database.event.count({
      where: { type: 'user.refresh_token_reused', accountId: owner.accountId },
    });
  let owner: Person;
  let exchanged: string;

  beforeEach(async () => {
    owner = await api.given.anOwner();
    exchanged = tokenOf(owner);
    await owner.call(auth.refresh, {});
    expect(tokenOf(owner)).not.toBe(exchanged);
  });

  const expectEnded = async (client: TestClient) => {
    expect((await client.refused(auth.refresh, {})).code).toBe('unauthenticated');
    expect((await owner.refused(me.get, {})).code).toBe('unauthenticated');
    expect((await owner.refused(auth.refresh, {})).code).toBe('unauthenticated');
    expect(await reuses()).toBe(1);
  };

  test('gets the same successor, for eight tabs at once, too', async () => {
    const tabs = Array.from({ length: 8 }, () => clientWith(exchanged));
    await Promise.all(tabs.map((tab) => tab.call(auth.refresh, {})));
    expect(new Set(tabs.map(tokenOf))).toEqual(new Set([tokenOf(owner)]));
    expect(await reuses()).toBe(0);
    await tabs[3]?.call(auth.refresh, {});
  });

  test('ends the sign-in once its successor was used', async () => {
    await owner.call(auth.refresh, {});
    await expectEnded(clientWith(exchanged));
  });

  test('ends the sign-in a minute later', async () => {
    api.clock.advance(minutes(1) + 1);
    await expectEnded(clientWith(exchanged));
  });

  test('ends the sign-in when another browser shows it', async () => {
    await expectEnded(clientWith(exchanged, browser));
  });
});

test('an access token expires after ten minutes and is renewed with the refresh token', async () => {
  const client = await api.given.anOwner();
  const token = client.cookies.get('__Host-muster_access') ?? '';
  const [, payload = ''] = token.split('.');
  const claims = JSON.parse(Buffer.from(payload, 'base64url').toString()) as { iat: number; exp: number };
  expect(claims.exp - claims.iat).toBe(minutes(10) / 1000);
  client.cookies.delete('__Host-muster_access');
  expect((await client.refused(me.get, {})).code).toBe('unauthenticated');
  await client.call(auth.refresh, {});
  await client.call(me.get, {});
});

test('a token that was tampered with, or signed with another key, is rejected', async () => {
  const client = await api.given.anOwner();
  const [header, payload] = (client.cookies.get('__Host-muster_access') ?? '').split('.');
  const none = Buffer.from('{"alg":"none","typ":"JWT"}').toString('base64url');
  for (const forged of [`${header}.${payload}.AAAA`, `${none}.${payload}.`, 'x.y.z', 'x']) {
    client.cookies.set('__Host-muster_access', forged);
    expect((await client.refused(me.get, {})).code).toBe('unauthenticated');
  }
});

test('signing out ends the sign-in for good and clears the cookies', async () => {
  const client = await api.given.anOwner();
  const kept = new Map(client.cookies);
  await client.call(auth.signOut, {});
  // The browser stays known, so that nobody can lock it out.
  expect([...client.cookies.keys()]).toEqual(['__Secure-muster_device']);
  for (const [name, value] of kept) client.cookies.set(name, value);
  expect((await client.refused(me.get, {})).code).toBe('unauthenticated');
  expect((await client.refused(auth.refresh, {})).code).toBe('unauthenticated');
});

test('password guesses are throttled per network, and the owner can still sign in from theirs', async () => {
  const { email } = await api.given.anOwner();
  const guesser = api.anonymous();
  for (let guess = 0; guess < 12; guess += 1) {
    const problem = await guesser.refused(auth.signIn, { body: { email, password: `guess ${guess}` } });
    expect(problem.code).toBe('credentials_invalid');
  }
  const slowed = await guesser.refused(auth.signIn, { body: { email, password } });
  expect(slowed.code).toBe('too_many_attempts');
  expect(slowed.retryAfter).toBeGreaterThan(0);
  await api.anonymous().call(auth.signIn, { body: { email, password } });
});

test('a hundred simultaneous guesses do not get around the throttle', async () => {
  const { email } = await api.given.anOwner();
  const guesser = api.anonymous();
  const guesses = Array.from({ length: 100 }, (_, guess) =>
    guesser.try(auth.signIn, { body: { email, password: `guess ${guess}` } }),
  );
  const statuses = (await Promise.all(guesses)).map(({ status }) => status);
  // Twelve, plus the few that were in progress when the twelfth failed.
  expect(statuses.filter((status) => status === 401).length).toBeLessThanOrEqual(15);
  expect(statuses.filter((status) => status !== 401 && status !== 429)).toEqual([]);
  expect((await guesser.refused(auth.signIn, { body: { email, password } })).code).toBe('too_many_attempts');
});

test('a user who knows the password can sign in forty times at the same time', async () => {
  const { email } = await api.given.anOwner();
  const client = api.anonymous();
  const answers = await Promise.all(
    Array.from({ length: 40 }, () => client.try(auth.signIn, { body: { email, password } })),
  );
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
});

test('guesses at unknown addresses are throttled in the same way', async () => {
  const guesser = api.anonymous();
  const email = anAddress('nobody');
  const codes = [];
  for (let guess = 0; guess < 13; guess += 1) {
    codes.push((await guesser.refused(auth.signIn, { body: { email, password: 'guess' } })).code);
  }
  expect(codes).toEqual([...Array(12).fill('credentials_invalid'), 'too_many_attempts']);
});

test('a password reset gets the same response for every address, and only users get an e-mail', async () => {
  const owner = await api.given.anOwner();
  const known = await api.anonymous().try(auth.forgotPassword, { body: { email: owner.email } });
  const unknown = await api.anonymous().try(auth.forgotPassword, { body: { email: anAddress('nobody') } });
  expect([known.status, known.body]).toEqual([202, '']);
  expect([unknown.status, unknown.body]).toEqual([202, '']);
  await api.runJobs();
  expect((await api.given.mailsTo(owner.email)).map(({ template }) => template)).toEqual(['password_reset']);
});

test('a reset link works once, sets the password and ends every sign-in', async () => {
  const owner = await api.given.anOwner();
  await api.anonymous().call(auth.forgotPassword, { body: { email: owner.email } });
  await api.runJobs();
  const token = await api.given.tokenFor(owner.email);
  const weak = { token, password: 'qwertyuiop' };
  expect((await api.anonymous().refused(auth.resetPassword, { body: weak })).code).toBe('password_weak');
  const body = { token, password: 'an entirely new one' };
  const answers = await Promise.all([1, 2, 3].map(() => api.anonymous().try(auth.resetPassword, { body })));
  expect(answers.map(({ status }) => status).sort()).toEqual([204, 410, 410]);
  expect((await owner.refused(me.get, {})).code).toBe('unauthenticated');
  expect((await api.anonymous().refused(auth.resetPassword, { body })).code).toBe('reset_link_invalid');
  const { email } = owner;
  expect((await api.anonymous().refused(auth.signIn, { body: { email, password } })).code).toBe(
    'credentials_invalid',
  );
  await api.anonymous().call(auth.signIn, { body: { email, password: body.password } });
});

test('a reset link expires after an hour', async () => {
  const owner = await api.given.anOwner();
  await api.anonymous().call(auth.forgotPassword, { body: { email: owner.email } });
  await api.runJobs();
  const token = await api.given.tokenFor(owner.email);
  api.clock.advance(minutes(61));
  const body = { token, password: 'an entirely new one' };
  expect((await api.anonymous().refused(auth.resetPassword, { body })).code).toBe('reset_link_invalid');
  api.clock.advance(-minutes(61));
});

test('a browser cannot be made to change anything by another site', async () => {
  const owner = await api.given.anOwner();
  const cases = [
    { origin: 'https://evil.example' },
    { 'sec-fetch-site': 'cross-site' },
    { 'sec-fetch-site': 'same-site', origin: 'https://muster.test' },
    { origin: 'null' },
  ];
  for (const headers of cases) {
    const answer = await owner.raw({
      method: 'POST',
      url: '/api/v1/groups',
      headers,
      payload: { name: 'Evil' },
    });
    expect([answer.status, (answer.body as { code: string }).code]).toEqual([403, 'cross_site_request']);
  }
  const headers = { origin: 'https://muster.test', 'sec-fetch-site': 'same-origin' };
  const own = await owner.raw({ method: 'POST', url: '/api/v1/groups', headers, payload: { name: 'Good' } });
  expect(own.status).toBe(201);
});
