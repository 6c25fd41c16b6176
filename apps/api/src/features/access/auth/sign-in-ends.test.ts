import { auth } from '@muster/contracts/access/auth';
import { me } from '@muster/contracts/access/me';
import { account } from '@muster/contracts/account/account';
import { auditEvents } from '@muster/contracts/account/audit-events';
import { expect, test } from 'vitest';
import { password } from '../../../../test/given.ts';
import { useApi } from '../../../../test/harness.ts';
import { days } from '../../../platform/clock.ts';

const api = useApi();
const [accessCookie, refreshCookie] = ['__Host-muster_access', '__Secure-muster_refresh'];

/** Runs the work on another day; the clock then goes back. */
async function daysLater<T>(count: number, work: () => Promise<T>): Promise<T> {
  api.clock.advance(days(count));
  try {
    return await work();
  } finally {
    api.clock.advance(-days(count));
  }
}

test('a sign-in that is used every day ends after 90 days, or as many as the account says', async () => {
  for (const signInMaxDays of [90, 5]) {
    const owner = await api.given.anOwner();
    if (signInMaxDays !== 90) await owner.call(account.update, { body: { signInMaxDays } });
    for (let day = 1; day < signInMaxDays; day += signInMaxDays === 90 ? 22 : 1)
      await daysLater(day, () => owner.call(auth.refresh, {}));
    await daysLater(signInMaxDays - 0.01, () => owner.call(auth.refresh, {}));
    const late = await daysLater(signInMaxDays + 0.01, () => owner.refused(auth.refresh, {}));
    expect(late.code).toBe('unauthenticated');
  }
});

test('a sign-in that is not used ends after 30 days, or as many as the account says', async () => {
  for (const signInIdleDays of [30, 2]) {
    const owner = await api.given.anOwner();
    if (signInIdleDays !== 30) await owner.call(account.update, { body: { signInIdleDays } });
    await daysLater(1, () => owner.call(auth.refresh, {}));
    await daysLater(signInIdleDays + 0.9, () => owner.call(auth.refresh, {}));
    const late = await daysLater(2 * signInIdleDays + 1, () => owner.refused(auth.refresh, {}));
    expect(late.code).toBe('unauthenticated');
  }
});

test('a shorter setting ends what is older at once, and lists it no more', async () => {
  const owner = await api.given.anOwner();
  const { signInId } = await owner.call(me.get, {});
  const colleague = api.anonymous();
  await colleague.call(auth.signIn, { body: { email: owner.email, password } });
  await api.deps.pool.query(
    "UPDATE sign_ins SET authenticated_at = authenticated_at - interval '8 days' WHERE id = $1",
    [signInId],
  );
  await owner.call(account.update, { body: { signInMaxDays: 7 } });
  await api.deps.callerCache.untilExpired();
  expect((await owner.refused(me.get, {})).code).toBe('unauthenticated');
  expect((await owner.refused(auth.refresh, {})).code).toBe('unauthenticated');
  const { data } = await colleague.call(me.listSignIns, {});
  expect(data.map(({ isCurrent }) => isCurrent)).toEqual([true]);
});

test('the limits are settings of the account, audited, from 1 to 365 days', async () => {
  const owner = await api.given.anOwner();
  expect(await owner.call(account.get, {})).toMatchObject({ signInMaxDays: 90, signInIdleDays: 30 });
  const body = { signInMaxDays: 365, signInIdleDays: 1 };
  expect(await owner.call(account.update, { body })).toMatchObject(body);
  const { data } = await owner.call(auditEvents.list, { query: {} });
  expect(data.find(({ type }) => type === 'account.updated')?.data).toMatchObject({
    changes: { signInMaxDays: { from: 90, to: 365 }, signInIdleDays: { from: 30, to: 1 } },
  });
  for (const wrong of [{ signInMaxDays: 0 }, { signInMaxDays: 366 }, { signInIdleDays: 1.5 }])
    expect((await owner.refused(account.update, { body: wrong })).code).toBe('validation_failed');
  const member = await api.given.aMember(owner);
  expect((await member.refused(account.update, { body })).code).toBe('forbidden');
});

test('after switching, the settings of the other account hold', async () => {
  const owner = await api.given.anOwner();
  const first = (await owner.call(me.get, {})).account.id;
  await owner.call(me.createAccount, { body: { accountName: 'Strict' } });
  await owner.call(account.update, { body: { signInMaxDays: 1 } });
  await owner.call(me.switchAccount, { body: { accountId: first } });
  const { accounts } = await owner.call(me.get, {});
  const strict = accounts.find(({ name }) => name === 'Strict')?.id ?? '';
  await daysLater(2, async () => {
    await owner.call(auth.refresh, {});
    expect((await owner.refused(me.switchAccount, { body: { accountId: strict } })).code).toBe(
      'unauthenticated',
    );
    expect((await owner.refused(me.get, {})).code).toBe('unauthenticated');
    // Signing in again leads where they wanted to go.
    const { me: again } = await owner.call(auth.signIn, { body: { email: owner.email, password } });
    expect(again.account.id).toBe(strict);
  });
});

test('a sign-in stores what was proved, and when', async () => {
  const owner = await api.given.anOwner();
  const member = await api.given.aMember(owner);
  await member.call(auth.signIn, { body: { email: member.email, password } });
  const where = { accountId: owner.accountId };
  const rows = await api.deps.database.signIn.findMany({ where, orderBy: { id: 'asc' } });
  expect(rows.map(({ methods }) => methods)).toEqual([['code'], ['invitation'], ['password']]);
  for (const { authenticatedAt, createdAt } of rows) expect(authenticatedAt).toEqual(createdAt);
});

test('with TLS, cookies have names that other hosts and pages without TLS cannot set', async () => {
  const owner = await api.given.anOwner();
  const answer = await owner.try(auth.refresh, {});
  const cookies = [answer.headers['set-cookie']].flat().map(String);
  expect(cookies.map((cookie) => cookie.replace(/=[^;]+/, '=…').replace(/Max-Age=\d+/, 'Max-Age=…'))).toEqual(
    [
      '__Host-muster_access=…; Max-Age=…; Path=/; HttpOnly; Secure; SameSite=Lax',
      '__Secure-muster_refresh=…; Max-Age=…; Path=/api/v1/auth; HttpOnly; Secure; SameSite=Lax',
      '__Secure-muster_device=…; Max-Age=…; Path=/api/v1; HttpOnly; Secure; SameSite=Lax',
    ],
  );
});

test('a sign-in with the cookies of before goes on under the new names', async () => {
  const owner = await api.given.anOwner();
  const { signInId } = await owner.call(me.get, {});
  await api.deps.pool.query("UPDATE sign_ins SET methods = '{}' WHERE id = $1", [signInId]);
  const old = api.anonymous();
  old.cookies.set('muster_access', owner.cookies.get(accessCookie) ?? '');
  old.cookies.set('muster_refresh', owner.cookies.get(refreshCookie) ?? '');
  await old.call(auth.refresh, {});
  expect([...old.cookies.keys()].sort()).toEqual([accessCookie, '__Secure-muster_device', refreshCookie]);
  expect((await old.call(me.get, {})).signInId).toBe(signInId);
});

test('a cookie without a prefix does not bring in a sign-in that has one', async () => {
  const stranger = await api.given.anOwner();
  const victim = api.anonymous();
  victim.cookies.set('muster_access', stranger.cookies.get(accessCookie) ?? '');
  victim.cookies.set('muster_refresh', stranger.cookies.get(refreshCookie) ?? '');
  expect((await victim.refused(me.get, {})).code).toBe('unauthenticated');
  expect((await victim.refused(auth.refresh, {})).code).toBe('unauthenticated');
});
