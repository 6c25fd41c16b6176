import { account } from '@muster/contracts/account/account';
import { invitations } from '@muster/contracts/people/invitations';
import { users } from '@muster/contracts/people/users';
import { expect, test } from 'vitest';
import { anAddress } from '../../../../test/given.ts';
import { useApi } from '../../../../test/harness.ts';
import { days } from '../../../platform/clock.ts';

const api = useApi();

test('sending returns 201 the first time, then 200 with a new expiry', async () => {
  const owner = await api.given.anOwner();
  const { id } = await api.given.aUser(owner);
  const first = await owner.try(users.invite, { params: { id } });
  const second = await owner.try(users.invite, { params: { id } });
  expect([first.status, second.status]).toEqual([201, 200]);
  expect((second.body as { id: string }).id).toBe((first.body as { id: string }).id);
  expect((await owner.call(users.get, { params: { id } })).status).toBe('invited');
});

test('ten simultaneous sends create one invitation with one valid link', async () => {
  const owner = await api.given.anOwner();
  const { id, email } = await api.given.aUser(owner);
  const answers = await Promise.all(
    Array.from({ length: 10 }, () => owner.try(users.invite, { params: { id } })),
  );
  expect(answers.map(({ status }) => status).sort()).toEqual([...Array(9).fill(200), 201]);
  await api.runJobs();
  // An e-mail whose link became invalid before it was sent is not sent at all.
  expect(await api.given.mailsTo(email)).toHaveLength(1);
  const living = await api.deps.database.invitationToken.count({
    where: { invitation: { userId: id }, supersededAt: null },
  });
  expect(living).toBe(1);
});

test('the link is valid for as long as the account is configured to', async () => {
  const owner = await api.given.anOwner();
  await owner.call(account.update, { body: { invitationLifetimeDays: 3 } });
  const { invitation } = await owner.call(users.create, {
    body: { email: anAddress(), sendInvitation: true },
  });
  const lifetime = Date.parse(invitation?.expiresAt ?? '') - Date.now();
  expect(lifetime).toBeGreaterThan(days(2.99));
  expect(lifetime).toBeLessThanOrEqual(days(3.01));
});

test('revoking sets the user back to added, and an invitation that ended stays unchanged', async () => {
  const owner = await api.given.anOwner();
  const user = await owner.call(users.create, { body: { email: anAddress(), sendInvitation: true } });
  const params = { id: user.invitation?.id ?? '' };
  expect((await owner.call(invitations.revoke, { params })).status).toBe('revoked');
  expect((await owner.call(users.get, { params: { id: user.id } })).status).toBe('added');
  expect((await owner.refused(invitations.revoke, { params })).code).toBe('invitation_settled');
  expect((await owner.refused(invitations.resend, { params })).code).toBe('invitation_settled');

  const member = await api.given.aMember(owner);
  const { invitation } = await owner.call(users.get, { params: { id: member.userId } });
  expect((await owner.refused(invitations.resend, { params: { id: invitation?.id ?? '' } })).code).toBe(
    'invitation_settled',
  );
  expect((await owner.refused(users.invite, { params: { id: member.userId } })).code).toBe('already_active');
});

test('an invitation revoked before its e-mail left is not sent', async () => {
  const owner = await api.given.anOwner();
  const email = anAddress();
  const { invitation } = await owner.call(users.create, { body: { email, sendInvitation: true } });
  await owner.call(invitations.revoke, { params: { id: invitation?.id ?? '' } });
  await api.runJobs();
  expect(await api.given.mailsTo(email)).toEqual([]);
});

test('the list filters by status and delivery and never shows a token', async () => {
  const owner = await api.given.anOwner();
  const late = await owner.call(users.create, { body: { email: anAddress(), sendInvitation: true } });
  await api.runJobs();
  await owner.call(users.create, { body: { email: anAddress(), sendInvitation: true } });
  await api.given.expire(late.invitation?.id ?? '');
  const ids = async (query: object) =>
    (await owner.call(invitations.list, { query: { include: 'total', ...query } })).data.map(
      ({ user }) => user.id,
    );
  expect(await ids({ status: 'expired' })).toEqual([late.id]);
  expect(await ids({ delivery: 'sent' })).toEqual([late.id]);
  expect(await ids({ status: ['pending', 'expired'] })).toHaveLength(2);
  const gone = await owner.call(users.create, { body: { email: anAddress(), sendInvitation: true } });
  await owner.call(invitations.revoke, { params: { id: gone.invitation?.id ?? '' } });
  expect(await ids({ status: 'revoked' })).toEqual([gone.id]);
  const everything = JSON.stringify(await owner.call(invitations.list, { query: {} }));
  expect(everything).not.toContain(await api.given.tokenFor(late.email));
  const stored = await api.deps.database.email.findMany({ where: { accountId: owner.accountId } });
  expect(JSON.stringify(stored)).not.toContain(await api.given.tokenFor(late.email));
});

test('only a hash of the token is stored', async () => {
  const owner = await api.given.anOwner();
  const { email, id } = await api.given.aUser(owner, { sendInvitation: true });
  await api.runJobs();
  const token = await api.given.tokenFor(email);
  expect(Buffer.from(token, 'base64url')).toHaveLength(32);
  const [row] = await api.deps.database.invitationToken.findMany({ where: { invitation: { userId: id } } });
  expect(row?.tokenHash).toHaveLength(32);
  expect(Buffer.from(row?.tokenHash ?? []).equals(Buffer.from(token, 'base64url'))).toBe(false);
});

test('an address that the e-mail provider suppresses gets an invitation only if forced or corrected', async () => {
  const owner = await api.given.anOwner();
  for (const status of ['suppressed', 'complained'] as const) {
    const { id, email } = await api.given.aUser(owner, { sendInvitation: true });
    await api.runJobs();
    await api.deps.database.email.updateMany({ where: { userId: id }, data: { status } });
    const { invitation } = await owner.call(users.get, { params: { id } });
    const resend = { params: { id: invitation?.id ?? '' } };
    expect((await owner.refused(users.invite, { params: { id } })).code).toBe('address_suppressed');
    expect((await owner.refused(invitations.resend, resend)).code).toBe('address_suppressed');
    expect((await owner.call(users.get, { params: { id } })).invitation).toEqual(invitation);
    await owner.call(users.invite, { params: { id }, body: { despiteSuppression: true } });
    await api.runJobs();
    await api.deps.database.email.updateMany({ where: { userId: id }, data: { status } });
    const corrected = anAddress('corrected');
    await owner.call(users.update, { params: { id }, body: { email: corrected } });
    await api.runJobs();
    expect(await api.given.mailsTo(email)).toHaveLength(2);
    expect(await api.given.mailsTo(corrected)).toHaveLength(1);
    await owner.call(users.invite, { params: { id } });
  }
});
