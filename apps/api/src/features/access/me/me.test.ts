import { auth } from '@muster/contracts/access/auth';
import { me } from '@muster/contracts/access/me';
import { expect, test } from 'vitest';
import { password } from '../../../../test/given.ts';
import { useApi } from '../../../../test/harness.ts';

const api = useApi();

test('a user lists their sign-ins and ends one, or all others', async () => {
  const owner = await api.given.anOwner();
  const { email } = owner;
  const phone = api.anonymous();
  const tablet = api.anonymous();
  await phone.raw({
    method: 'POST',
    url: '/api/v1/auth/sign-in',
    headers: { 'user-agent': 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0' },
    payload: { email, password },
  });
  await tablet.call(auth.signIn, { body: { email, password } });

  const { data } = await owner.call(me.listSignIns, {});
  expect(data).toHaveLength(3);
  expect(data.filter(({ isCurrent }) => isCurrent)).toHaveLength(1);
  const firefox = data.find(({ device }) => device === 'Firefox on Linux');
  await owner.call(me.endSignIn, { params: { id: firefox?.id ?? '' } });
  expect((await phone.refused(me.get, {})).code).toBe('unauthenticated');
  await owner.call(me.endOtherSignIns, {});
  expect((await tablet.refused(me.get, {})).code).toBe('unauthenticated');
  expect((await owner.call(me.listSignIns, {})).data).toHaveLength(1);
});

test("a user cannot end another user's sign-in", async () => {
  const owner = await api.given.anOwner();
  const other = await api.given.anOwner();
  const { signInId } = await other.call(me.get, {});
  expect((await owner.refused(me.endSignIn, { params: { id: signInId } })).code).toBe('not_found');
  await other.call(me.get, {});
});

test('changing the password requires the current one and ends the other sign-ins', async () => {
  const owner = await api.given.anOwner();
  const elsewhere = api.anonymous();
  await elsewhere.call(auth.signIn, { body: { email: owner.email, password } });
  const next = 'a better password yet';
  const wrong = { currentPassword: 'not this one', newPassword: next };
  const problem = await owner.refused(me.changePassword, { body: wrong });
  expect(problem).toMatchObject({ code: 'credentials_invalid', errors: [{ pointer: '#/currentPassword' }] });
  await owner.call(me.changePassword, { body: { currentPassword: password, newPassword: next } });
  await owner.call(me.get, {});
  expect((await elsewhere.refused(me.get, {})).code).toBe('unauthenticated');
  await api.anonymous().call(auth.signIn, { body: { email: owner.email, password: next } });
});

test('a user can change their name and language, and clear the language', async () => {
  const owner = await api.given.anOwner();
  const changed = await owner.call(me.update, { body: { name: 'Ada King Lovelace', locale: 'de' } });
  expect(changed.identity).toMatchObject({ name: 'Ada King Lovelace', locale: 'de' });
  expect(changed.user).toMatchObject({
    firstName: 'Ada King',
    lastName: 'Lovelace',
    name: 'Ada King Lovelace',
  });
  expect((await owner.call(me.update, { body: { locale: null } })).identity.locale).toBeNull();
});
