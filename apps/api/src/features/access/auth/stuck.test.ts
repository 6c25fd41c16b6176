import { activation } from '@muster/contracts/access/activation';
import { auth } from '@muster/contracts/access/auth';
import { users } from '@muster/contracts/people/users';
import { beforeEach, describe, expect, test } from 'vitest';
import { anAddress, type Person, password } from '../../../../test/given.ts';
import { useApi } from '../../../../test/harness.ts';

const api = useApi();
const newPassword = 'an entirely new one';
let owner: Person;
beforeEach(async () => {
  owner = await api.given.anOwner();
});

/** Asks for a new password, and returns what was e-mailed since, oldest first. */
async function ask(email: string) {
  await api.runJobs();
  const before = (await api.given.mailsTo(email)).length;
  const answer = await api.anonymous().try(auth.forgotPassword, { body: { email } });
  expect([answer.status, answer.body]).toEqual([202, '']);
  await api.runJobs();
  const mails = await api.given.mailsTo(email);
  return mails.slice(0, mails.length - before).reverse();
}

type Mails = Awaited<ReturnType<typeof ask>>;
const kinds = (mails: Mails) => mails.map(({ template }) => template).sort();
const tokenOf = (mails: Mails, template: string) =>
  /#([\w-]{43})/.exec(mails.find((mail) => mail.template === template)?.text ?? '')?.[1] ?? '';
const signIn = (email: string) => ({ body: { email, password: newPassword } });
const accepting = (token: string) => ({
  body: { token, firstName: 'Ada', lastName: 'L', password: newPassword },
});

test('somebody removed and then invited resets their password and joins with it', async () => {
  const { email, userId } = await api.given.aMember(owner);
  await owner.call(users.delete, { params: { id: userId } });
  await api.given.aUser(owner, { email, sendInvitation: true });

  const mails = await ask(email);
  expect(kinds(mails)).toEqual(['invitation', 'password_reset']);
  const reset = { token: tokenOf(mails, 'password_reset'), password: newPassword };
  await api.anonymous().call(auth.resetPassword, { body: reset });
  await api.anonymous().call(activation.accept, accepting(tokenOf(mails, 'invitation')));
  await api.anonymous().call(auth.signIn, signIn(email));
});

test('somebody deactivated everywhere resets their password and learns what is missing', async () => {
  const { email, userId } = await api.given.aMember(owner);
  await owner.call(users.deactivate, { params: { id: userId } });
  const mails = await ask(email);
  expect(kinds(mails)).toEqual(['password_reset']);
  const body = { token: tokenOf(mails, 'password_reset'), password: newPassword };
  await api.anonymous().call(auth.resetPassword, { body });
  expect((await api.anonymous().refused(auth.signIn, signIn(email))).code).toBe('not_active_anywhere');
  const wrong = { email, password };
  expect((await api.anonymous().refused(auth.signIn, { body: wrong })).code).toBe('credentials_invalid');
  await owner.call(users.reactivate, { params: { id: userId } });
  await api.anonymous().call(auth.signIn, signIn(email));
});

describe('an invitee without a password', () => {
  test('gets a new link, at most once in ten minutes', async () => {
    const email = anAddress('invitee');
    await api.given.aUser(owner, { email, sendInvitation: true });
    const mails = await ask(email);
    expect(kinds(mails)).toEqual(['invitation']);
    expect(kinds(await ask(email))).toEqual([]);
    await api.anonymous().call(activation.accept, accepting(tokenOf(mails, 'invitation')));
  });

  test('gets those of three companies at most', async () => {
    const email = anAddress('wanted');
    for (let company = 0; company < 4; company += 1)
      await api.given.aUser(await api.given.anOwner(), { email, sendInvitation: true });
    expect(kinds(await ask(email))).toEqual(Array(3).fill('invitation'));
  });

  test('gets nothing if the invitation was revoked', async () => {
    const email = anAddress('revoked');
    const { id } = await api.given.aUser(owner, { email, sendInvitation: true });
    await owner.call(users.deactivate, { params: { id } });
    expect(await ask(email)).toEqual([]);
  });
});

test('somebody active resets only the password, even if another company has invited them', async () => {
  const { email } = await api.given.aMember(owner);
  await api.given.aUser(await api.given.anOwner(), { email, sendInvitation: true });
  expect(kinds(await ask(email))).toEqual(['password_reset']);
});
