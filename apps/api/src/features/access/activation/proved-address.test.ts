import { activation } from '@muster/contracts/access/activation';
import { auth } from '@muster/contracts/access/auth';
import { me } from '@muster/contracts/access/me';
import { users } from '@muster/contracts/people/users';
import { expect, test } from 'vitest';
import { anAddress, type Person, password } from '../../../../test/given.ts';
import { useApi } from '../../../../test/harness.ts';

const api = useApi();
const chosen = 'an entirely new one';

/** Somebody who signed up with a version that asked for no proof of the address. */
async function anUnprovedOwner(options: { email?: string } = {}): Promise<Person> {
  const owner = await api.given.anOwner(options);
  await api.deps.database.identity.update({ where: { email: owner.email }, data: { provedAt: null } });
  return owner;
}

async function invitationFor(owner: Person, email: string): Promise<string> {
  await api.given.aUser(owner, { email, sendInvitation: true });
  await api.runJobs();
  return api.given.tokenFor(email);
}

const accept = (token: string, secret: string) => ({
  body: { token, firstName: 'Vera', lastName: 'Victim', password: secret },
});

async function resetPassword(email: string): Promise<void> {
  await api.anonymous().call(auth.forgotPassword, { body: { email } });
  await api.runJobs();
  const mails = await api.given.mailsTo(email);
  const mail = mails.find(({ template }) => template === 'password_reset');
  const token = /reset-password#([\w-]{43})/.exec(mail?.text ?? '')?.[1] ?? '';
  await api.anonymous().call(auth.resetPassword, { body: { token, password: chosen } });
}

test('an invitation makes the address its owner’s, even after a stranger signed up with it', async () => {
  const company = await api.given.anOwner();
  const email = anAddress('victim');
  const stranger = await anUnprovedOwner({ email });
  await api.anonymous().call(auth.forgotPassword, { body: { email } });
  await api.runJobs();
  const strangersLink = await api.given.tokenFor(email);
  const token = await invitationFor(company, email);
  expect(await api.anonymous().call(activation.preview, { body: { token } })).toMatchObject({
    hasIdentity: false,
  });
  const victim = api.anonymous();
  const { me: person } = await victim.call(activation.accept, accept(token, chosen));
  expect(person).toMatchObject({ identity: { name: 'Vera Victim' }, account: { id: company.accountId } });

  expect((await stranger.refused(me.get, {})).code).toBe('unauthenticated');
  expect((await stranger.refused(auth.refresh, {})).code).toBe('unauthenticated');
  const signIn = await api.anonymous().refused(auth.signIn, { body: { email, password } });
  expect(signIn.code).toBe('credentials_invalid');
  const reset = { token: strangersLink, password: 'what the stranger wants' };
  expect((await api.anonymous().refused(auth.resetPassword, { body: reset })).code).toBe(
    'reset_link_invalid',
  );
  await api.anonymous().call(auth.signIn, { body: { email, password: chosen } });
  await victim.call(me.get, {});
});

test('the stranger cannot keep the owner out by deactivating their user', async () => {
  const company = await api.given.anOwner();
  const email = anAddress('victim');
  const stranger = await anUnprovedOwner({ email });
  const helper = await api.given.aMember(stranger, { role: 'owner' });
  await helper.call(users.deactivate, { params: { id: stranger.userId } });
  const token = await invitationFor(company, email);
  await api.anonymous().call(activation.accept, accept(token, chosen));
  const client = api.anonymous();
  await client.call(auth.signIn, { body: { email, password: chosen } });
  expect((await client.call(me.get, {})).account.id).toBe(company.accountId);
});

test('a weak password is refused for an address nobody had proved, and the link still works', async () => {
  const company = await api.given.anOwner();
  const { email } = await anUnprovedOwner();
  const token = await invitationFor(company, email);
  expect((await api.anonymous().refused(activation.accept, accept(token, 'qwertyuiop'))).code).toBe(
    'password_weak',
  );
  await api.anonymous().call(activation.accept, accept(token, chosen));
});

test('who signed up before codes existed joins with their password and stays signed in', async () => {
  const company = await api.given.anOwner();
  const owner = await anUnprovedOwner();
  await owner.call(me.get, {});
  const token = await invitationFor(company, owner.email);
  await api.anonymous().call(activation.accept, accept(token, password));
  const { accounts } = await owner.call(me.get, {});
  expect(accounts).toHaveLength(2);
  const identity = await api.deps.database.identity.findUniqueOrThrow({ where: { email: owner.email } });
  expect(identity.provedAt).not.toBeNull();
});

test('a proved identity joins with its own password only', async () => {
  const company = await api.given.anOwner();
  const owner = await api.given.anOwner();
  const token = await invitationFor(company, owner.email);
  expect((await api.anonymous().refused(activation.accept, accept(token, chosen))).code).toBe(
    'credentials_invalid',
  );
  await api.anonymous().call(activation.accept, accept(token, password));
  await owner.call(me.get, {});
});

test('a link for a new password proves the address', async () => {
  const { email } = await anUnprovedOwner();
  const before = api.anonymous();
  await before.call(auth.signIn, { body: { email, password } });
  const further = { body: { accountName: 'Further' } };
  expect((await before.refused(me.createAccount, further)).code).toBe('address_unproved');
  await resetPassword(email);
  const after = api.anonymous();
  await after.call(auth.signIn, { body: { email, password: chosen } });
  await after.call(me.createAccount, further);
});

test('a company that somebody made with an unproved address does not brand e-mails to its owner', async () => {
  const accountName = 'Call 0900 now';
  const { email } = await api.given.anOwner({ accountName });
  const htmlOfReset = async () => {
    await api.anonymous().call(auth.forgotPassword, { body: { email } });
    await api.runJobs();
    return (await api.given.mailsTo(email))[0]?.html;
  };
  expect(await htmlOfReset()).toContain(accountName);
  await api.deps.database.identity.update({ where: { email }, data: { provedAt: null } });
  expect(await htmlOfReset()).not.toContain(accountName);
});

/** What one company may have done to a person whom another one invites. */
const ends: readonly [string, (owner: Person, member: Person) => Promise<unknown>][] = [
  ['deactivated them', (owner, member) => owner.call(users.deactivate, { params: { id: member.userId } })],
  [
    'removed them',
    (_, { accountId, userId: id }) => api.deps.database.user.deleteMany({ where: { accountId, id } }),
  ],
];

test.each(ends)(
  'another company that %s does not decide about sign-in, reset or activation',
  async (_, end) => {
    const [first, second] = [await api.given.anOwner(), await api.given.anOwner()];
    const member = await api.given.aMember(first);
    const { email } = member;
    await end(first, member);
    expect((await api.anonymous().refused(auth.signIn, { body: { email, password } })).code).toBe(
      'not_active_anywhere',
    );
    // They forgot the password, and have no active place.
    await resetPassword(email);
    const token = await invitationFor(second, email);
    await api.anonymous().call(activation.accept, accept(token, chosen));
    const client = api.anonymous();
    await client.call(auth.signIn, { body: { email, password: chosen } });
    expect((await client.call(me.get, {})).account.id).toBe(second.accountId);
  },
);

test('deactivated in the company they used last, a person still signs in to the other', async () => {
  const [first, second] = [await api.given.anOwner(), await api.given.anOwner()];
  const { email } = await api.given.aMember(first);
  const token = await invitationFor(second, email);
  const browser = api.anonymous();
  const { me: there } = await browser.call(activation.accept, accept(token, password));
  await second.call(users.deactivate, { params: { id: there.user.id } });
  expect((await browser.refused(me.get, {})).code).toBe('unauthenticated');
  await browser.call(auth.signIn, { body: { email, password } });
  expect((await browser.call(me.get, {})).account.id).toBe(first.accountId);
});
