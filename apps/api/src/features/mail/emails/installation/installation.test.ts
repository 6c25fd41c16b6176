import { auth } from '@muster/contracts/access/auth';
import { account } from '@muster/contracts/account/account';
import { emailTemplates } from '@muster/contracts/mail/email-templates';
import { expect, test } from 'vitest';
import { anAddress, type Person, password } from '../../../../../test/given.ts';
import { useApi } from '../../../../../test/harness.ts';
import { type Fate, letTimePass, stubTransport, taken } from '../../../../../test/stub-transport.ts';

const api = useApi();
const key = 'password_reset' as const;
const query = { locale: 'en' as const };

/** A company whose name, colour and text for password links say something of its own. */
async function aTalkativeCompany(): Promise<Person> {
  const owner = await api.given.anOwner({ accountName: 'Call 0900 now' });
  await owner.call(account.update, { body: { primaryColor: '#aa0011', supportEmail: 'reply@evil.example' } });
  const { accountId } = owner;
  const text = { subject: 'Own subject', body: '<p>Own text <a href="{{ reset_url }}">x</a></p>' };
  // Saved with a version in which that was possible.
  const updatedAt = new Date();
  await api.deps.database.emailTemplate.create({
    data: { accountId, key, locale: 'en', version: 1, ...text, updatedAt },
  });
  await api.deps.database.emailTemplateVersion.create({
    data: {
      accountId,
      key,
      locale: 'en',
      version: 1,
      change: 'saved',
      ...text,
      createdAt: updatedAt,
      createdByName: 'O',
    },
  });
  return owner;
}

async function resetMailTo(email: string) {
  await api.anonymous().call(auth.forgotPassword, { body: { email } });
  await api.runJobs();
  const [mail] = await api.given.mailsTo(email);
  return mail ?? expect.fail('no e-mail');
}

test('a password link carries the text and sender of the installation, never those of a company', async () => {
  const owner = await aTalkativeCompany();
  const mail = await resetMailTo(owner.email);
  expect(mail).toMatchObject({ subject: 'Reset your password', from: api.deps.config.mail.from });
  expect(mail.html).not.toContain('Own text');
  // In their only company, its logo, name and colour surround the text.
  expect(mail.html).toContain('Call 0900 now');
  expect(mail.html).toContain('#aa0011');
});

test('a company does not brand the password link of somebody who is active elsewhere, too', async () => {
  const owner = await aTalkativeCompany();
  const other = await api.given.anOwner();
  const { email } = await api.given.aMember(other);
  const token = await (async () => {
    await api.given.aUser(owner, { email, sendInvitation: true });
    await api.runJobs();
    return api.given.tokenFor(email);
  })();
  const body = { token, firstName: 'Max', lastName: 'Member', password };
  await api.anonymous().raw({ method: 'POST', url: '/api/v1/activation/accept', payload: body });
  const mail = await resetMailTo(email);
  expect(mail.html).not.toMatch(/0900|#aa0011|Own text/);
});

test('nobody changes the text of a security e-mail, not even for a test', async () => {
  const owner = await aTalkativeCompany();
  const params = { key };
  const body = { subject: 'Own', body: '<p>Own {{ reset_url }}</p>' };
  const codes = [
    await owner.refused(emailTemplates.save, { params, query, body }),
    await owner.refused(emailTemplates.reset, { params, query }),
    await owner.refused(emailTemplates.restoreVersion, { params: { key, version: 1 }, query }),
    await owner.refused(emailTemplates.preview, { params, query, body }),
    await owner.refused(emailTemplates.test, { params, query, body }),
  ].map(({ status, code }) => [status, code]);
  expect(codes).toEqual(Array(5).fill([409, 'email_not_editable']));
  const shown = await owner.call(emailTemplates.get, { params, query });
  expect(shown).toMatchObject({ isEditable: false, isCustomised: false, subject: 'Reset your password' });
  const { data } = await owner.call(emailTemplates.list, { query });
  const fixed = data.filter(({ isEditable }) => !isEditable).map((one) => one.key);
  const notices = ['password_changed', 'password_reset_done', 'new_sign_in', 'address_locked'];
  expect(fixed).toEqual([key, 'sign_up_code', 'sign_up_known_address', ...notices]);
  const preview = await owner.call(emailTemplates.preview, { params, query, body: {} });
  expect(preview.html).not.toMatch(/0900|Own/);
  await owner.call(emailTemplates.test, { params, query, body: {} });
  await api.runJobs();
  const [mail] = await api.given.mailsTo(owner.email);
  expect(mail).toMatchObject({ subject: '[Test] Reset your password', from: api.deps.config.mail.from });
  expect(mail?.html).not.toMatch(/0900|Own/);
});

async function sendWith(fate: Fate, rounds: number) {
  const email = anAddress('code');
  const stub = stubTransport(api, fate);
  try {
    const body = { accountName: 'Acme', name: 'Ada', email, password };
    await api.anonymous().call(auth.signUp, { body });
    for (let round = 0; round < rounds; round += 1) {
      await api.runJobs();
      await letTimePass(api);
    }
  } finally {
    stub.restore();
  }
  const row = await api.deps.database.installationEmail.findFirstOrThrow({ where: { to: email } });
  return { batches: stub.batches, row };
}

test('each attempt sends the same bytes under the same id, until one succeeds', async () => {
  const busy = { outcome: 'retry', reason: 'busy', mayHaveLeft: true } as const;
  const { batches, row } = await sendWith((_, attempt) => (attempt < 3 ? busy : taken), 4);
  expect(batches).toHaveLength(3);
  expect(batches[1]).toEqual(batches[0]);
  expect(batches[2]).toEqual(batches[0]);
  expect(batches[0]).toMatchObject({ id: row.id, messages: [{ id: row.id, replyTo: null }] });
  expect(row).toMatchObject({ status: 'sent', attempts: 3, detail: null, sealed: null });
});

test('an e-mail that is refused for good is tried once, and its content is deleted', async () => {
  const { batches, row } = await sendWith(() => ({ outcome: 'bounced', reason: 'no such mailbox' }), 2);
  expect(batches).toHaveLength(1);
  expect(row).toMatchObject({ status: 'bounced', attempts: 1, detail: 'no such mailbox', sealed: null });
});
