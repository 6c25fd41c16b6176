import { account } from '@muster/contracts/account/account';
import { auditEvents } from '@muster/contracts/account/audit-events';
import { emailTemplates } from '@muster/contracts/mail/email-templates';
import { users } from '@muster/contracts/people/users';
import { expect, test } from 'vitest';
import { anAddress } from '../../../../test/given.ts';
import { useApi } from '../../../../test/harness.ts';

const api = useApi();
const invitation = { params: { key: 'invitation' } } as const;
const own = {
  subject: 'Hello {{ user.first_name }}',
  body: '<p>Ahoy {{ user.name }}!</p><p><a data-button href="{{ activation_url }}">Aboard</a></p>',
};
const german = { ...own, subject: 'Moin {{ user.first_name }}' };

test('the list has every e-mail of the account, with its recipients and whether it is customised', async () => {
  const owner = await api.given.anOwner();
  await owner.call(emailTemplates.save, { ...invitation, query: { locale: 'de' }, body: german });
  const { data } = await owner.call(emailTemplates.list, { query: {} });
  expect(data.map(({ key }) => key)).toEqual([
    'invitation',
    'invitation_reminder',
    'welcome',
    'password_reset',
    'user_activated',
    'invitation_bounced',
    'seat_limit_reached',
    'webhook_endpoint_disabled',
    'digest',
    'sign_up_code',
    'sign_up_known_address',
    'password_changed',
    'password_reset_done',
    'new_sign_in',
    'address_locked',
    'bulk_mail_paused',
  ]);
  expect(data[0]).toMatchObject({
    locale: 'en',
    audience: 'users',
    isCustomised: false,
    customisedLocales: ['de'],
    isEnabled: true,
    canDisable: false,
    subject: '{{ inviter.name }} invites you to {{ account.name }}',
  });
  expect(data[4]).toMatchObject({ audience: 'admins', canDisable: true });
});

test("a customised text is used in the reader's language, else in the account's, else the default", async () => {
  const owner = await api.given.anOwner({ accountName: 'Acme' });
  await owner.call(emailTemplates.save, { ...invitation, query: { locale: 'de' }, body: german });
  const subjectFor = async (locale: 'en' | 'de' | null) => {
    const email = anAddress('reader');
    await api.given.aUser(owner, { email, firstName: 'Ada', locale, sendInvitation: true });
    await api.runJobs();
    const [mail] = await api.given.mailsTo(email);
    expect(mail?.text).toMatch(/activate#[\w-]{43}/);
    return mail?.subject;
  };
  expect(await subjectFor('de')).toBe('Moin Ada');
  expect(await subjectFor(null)).toBe('Olga Owner invites you to Acme');
  await owner.call(account.update, { body: { locale: 'de' } });
  expect(await subjectFor(null)).toBe('Moin Ada');
  expect(await subjectFor('en')).toBe('Olga Owner invites you to Acme');
});

test('saving, restoring and resetting keep every version, with its author', async () => {
  const owner = await api.given.anOwner();
  const saved = await owner.call(emailTemplates.save, { ...invitation, body: own });
  expect(saved).toMatchObject({ ...own, isCustomised: true, version: 1, updatedBy: { id: owner.userId } });
  await owner.call(emailTemplates.save, { ...invitation, body: { ...own, subject: 'Second' } });
  await owner.call(emailTemplates.reset, invitation);
  const reset = await owner.call(emailTemplates.get, invitation);
  expect(reset).toMatchObject({ isCustomised: false, version: 3, subject: reset.defaultSubject });
  const restored = await owner.call(emailTemplates.restoreVersion, {
    params: { key: 'invitation', version: 1 },
  });
  expect(restored).toMatchObject({ ...own, version: 4 });
  const { data } = await owner.call(emailTemplates.listVersions, {
    ...invitation,
    query: { include: 'total' },
  });
  expect(data.map(({ version, change, restoredVersion }) => [version, change, restoredVersion])).toEqual([
    [4, 'restored', 1],
    [3, 'reset', null],
    [2, 'saved', null],
    [1, 'saved', null],
  ]);
  expect(
    await owner.call(emailTemplates.getVersion, { params: { key: 'invitation', version: 2 } }),
  ).toMatchObject({
    subject: 'Second',
    body: own.body,
  });
  const log = await owner.call(auditEvents.list, { query: { action: ['email_template.saved'] } });
  expect(log.data[0]?.data).toEqual({ template: 'invitation', locale: 'en', version: 2 });
});

test('two admins cannot overwrite each other, and an unchanged text creates no version', async () => {
  const owner = await api.given.anOwner();
  const save = (subject: string, expectedVersion: number) =>
    owner.try(emailTemplates.save, { ...invitation, body: { ...own, subject, expectedVersion } });
  // The first round creates the row, the others find it.
  for (const version of [0, 1, 2]) {
    const rivals = Array.from({ length: 10 }, (_, index) => save(`Text ${version}.${index}`, version));
    const statuses = (await Promise.all(rivals)).map(({ status }) => status).sort();
    expect(statuses).toEqual([200, ...Array(9).fill(409)]);
  }
  const { subject, version } = await owner.call(emailTemplates.get, invitation);
  await save(subject, version);
  expect((await owner.call(emailTemplates.get, invitation)).version).toBe(3);
});

test('a text that would break onboarding is refused, and each problem has its position', async () => {
  const owner = await api.given.anOwner();
  const body = '<p>Hello {{ user.frist_name }}</p>\n<script>alert(1)</script>';
  const refusal = await owner.refused(emailTemplates.save, {
    ...invitation,
    body: { subject: 'a\r\nBcc: b@c.de', body },
  });
  expect(refusal.code).toBe('template_invalid');
  expect(refusal.errors?.map(({ pointer, code, line, column }) => [pointer, code, line, column])).toEqual([
    ['#/subject', 'line_break', 1, 2],
    ['#/body', 'variable_unknown', 1, 10],
    ['#/body', 'script', 2, 1],
    ['#/body', 'variable_missing', 2, 26],
  ]);
  expect(refusal.errors?.[1]?.detail).toBe(
    'Line 1, character 10: This e-mail has no variable “user.frist_name”. Choose one from the list of variables.',
  );
  const preview = await owner.refused(emailTemplates.preview, { ...invitation, body: { body } });
  expect(preview.code).toBe('template_invalid');
  expect(await owner.call(emailTemplates.get, invitation)).toMatchObject({ version: 0, isCustomised: false });
});

test('markup that e-mails do not need is removed before storing', async () => {
  const owner = await api.given.anOwner();
  const body = `<p class="x" id="y" style="position:fixed;color:#123456">Hi</p><!-- note -->${own.body}`;
  const saved = await owner.call(emailTemplates.save, { ...invitation, body: { ...own, body } });
  expect(saved.body).toBe(`<p style="color:#123456">Hi</p>${own.body}`);
});

test("a preview shows the unsaved text with a user's data and a dead link", async () => {
  const owner = await api.given.anOwner({ accountName: 'Acme' });
  const group = await api.given.aGroup(owner, 'Navy');
  const user = await api.given.aUser(owner, { firstName: '<b>Ada', lastName: 'L', groupIds: [group.id] });
  const body = { ...own, body: `${own.body}<p>{{ group_names }}</p>`, userId: user.id };
  const preview = await owner.call(emailTemplates.preview, { ...invitation, body });
  expect(preview).toMatchObject({ subject: 'Hello <b>Ada', locale: 'en', warnings: [] });
  expect(preview.html).toContain('Ahoy &lt;b&gt;Ada L!');
  expect(preview.text).toContain('Navy');
  expect(preview.html).toContain('https://muster.test/activate#example');
  const example = await owner.call(emailTemplates.preview, {
    ...invitation,
    query: { locale: 'de' },
    body: {},
  });
  expect(example.subject).toBe('Olga Owner lädt Sie zu Acme ein');
  const recipient = { email: 'new@example.org', groupIds: [group.id] };
  const nobody = await owner.call(emailTemplates.preview, { ...invitation, body: { recipient } });
  expect(nobody.text).toContain('Hello new@example.org');
  expect(nobody.text).toContain('Navy');
});

test("a preview does not find another account's user", async () => {
  const owner = await api.given.anOwner();
  const stranger = await api.given.aUser(await api.given.anOwner());
  const refusal = await owner.refused(emailTemplates.preview, {
    ...invitation,
    body: { userId: stranger.id },
  });
  expect(refusal.code).toBe('not_found');
});

test('a test e-mail goes only to the caller, marked as a test and with a dead link', async () => {
  const owner = await api.given.anOwner();
  const { to } = await owner.call(emailTemplates.test, { ...invitation, body: own });
  expect(to).toBe(owner.email);
  await api.runJobs();
  const [mail] = await api.given.mailsTo(owner.email);
  expect(mail?.subject).toBe('[Test] Hello Olga');
  expect(mail?.text).toContain('https://muster.test/activate#example');
  expect(await owner.call(emailTemplates.get, invitation)).toMatchObject({ isCustomised: false });
});

test('an optional e-mail can be turned off for the account, a required one cannot', async () => {
  const owner = await api.given.anOwner();
  await owner.call(emailTemplates.update, { params: { key: 'welcome' }, body: { isEnabled: false } });
  const member = await api.given.aMember(owner);
  await api.runJobs();
  const templates = (await api.given.mailsTo(member.email)).map(({ template }) => template);
  expect(templates).toEqual(['invitation']);
  const switchedOn = { params: { key: 'welcome' }, body: { isEnabled: true } } as const;
  await owner.call(emailTemplates.update, switchedOn);
  const welcomed = await api.given.aMember(owner);
  await api.runJobs();
  expect((await api.given.mailsTo(welcomed.email)).map(({ template }) => template)).toContain('welcome');
  const refusal = await owner.refused(emailTemplates.update, { ...invitation, body: { isEnabled: false } });
  expect(refusal.code).toBe('email_always_sent');
});

test('the default text replaces a stored text that is no longer valid', async () => {
  const owner = await api.given.anOwner({ accountName: 'Acme' });
  await owner.call(emailTemplates.save, { ...invitation, body: own });
  await api.deps.database.emailTemplate.updateMany({
    where: { accountId: owner.accountId },
    data: { body: '<p>{{ gone }}</p><script>x</script>' },
  });
  const email = anAddress('reader');
  await owner.call(users.create, { body: { email, sendInvitation: true } });
  await api.runJobs();
  expect((await api.given.mailsTo(email))[0]?.subject).toBe('Olga Owner invites you to Acme');
});

test('times in e-mails say which time zone they are in', async () => {
  const owner = await api.given.anOwner();
  await owner.call(account.update, { body: { timeZone: 'Asia/Tokyo' } });
  const body = { subject: 'Until {{ expires_on }}', body: own.body };
  const { subject } = await owner.call(emailTemplates.preview, { ...invitation, body });
  expect(subject).toMatch(/^Until \w+ \d+, \d+ at \d+:\d\d.[AP]M \(Asia\/Tokyo\)$/);
});
