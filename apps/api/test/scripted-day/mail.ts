import { basePath } from '@muster/contracts/kit/endpoint';
import { emailTemplates } from '@muster/contracts/mail/email-templates';
import { emails } from '@muster/contracts/mail/emails';
import { users } from '@muster/contracts/people/users';
import { reportOf, signed } from '../fake-resend-webhooks.ts';
import type { Api } from '../harness.ts';
import { stubTransport } from '../stub-transport.ts';
import type { Company } from './company.ts';
import type { Day } from './day.ts';

/** The secret that the e-mail provider signs its reports with. */
export const providerSecret = `whsec_${Buffer.from('a secret of the scripted day').toString('base64')}`;

/** Reports an event of the latest e-mail to an address, as the provider does. */
async function report(api: Api, type: string, to: string): Promise<void> {
  const { rows } = await api.deps.pool.query<{ id: string }>(
    `SELECT id FROM emails WHERE "to" = $1 ORDER BY id DESC LIMIT 1`,
    [to],
  );
  const id = rows[0]?.id ?? '';
  const mail = { id: `re-${id}`, from: 'muster@acme.example', to, subject: '', html: '', text: '' };
  const payload = JSON.stringify(reportOf(type, { ...mail, tags: [{ name: 'email', value: id }] }));
  const url = `${basePath}${emails.receiveResend.path}`;
  const headers = signed(providerSecret, payload);
  const { status } = await api.anonymous().raw({ method: 'POST', url, headers, payload });
  if (status !== 204) throw new Error(`The report was answered with ${status}.`);
}

/** E-mails arrive or bounce, as the provider reports. */
export async function reportMails(day: Day, { owner, admin }: Company): Promise<void> {
  const { api, step } = day;
  const invite = (email: string) =>
    step(`invite ${email}`, () => admin.call(users.create, { body: { email, sendInvitation: true } }));
  await invite('arrives@example.org');
  await step('the mail arrives', () => report(api, 'email.delivered', 'arrives@example.org'));
  const bounced = await invite('bounces@example.org');
  await step('the mail bounces', () => report(api, 'email.bounced', 'bounces@example.org'));
  await step('invite the user although mails bounce', () =>
    owner.call(users.invite, { params: { id: bounced.id }, body: { despiteSuppression: true } }),
  );
  await step('the mail is suppressed', () => report(api, 'email.suppressed', 'bounces@example.org'));
  await invite('complains@example.org');
  await step('the mail is called spam', () => report(api, 'email.complained', 'complains@example.org'));
  const refusing = stubTransport(api, () => ({ outcome: 'failed', reason: 'refused for good' }));
  await invite('refused@example.org');
  refusing.restore();
  await step('send what failed again', () => owner.call(emails.retryFailed, { body: { all: true } }));
}

/** Unsubscribes by the header of the latest e-mail to an address, as mail readers do. */
export async function unsubscribe(api: Api, email: string): Promise<void> {
  const mails = await api.given.mailsTo(email);
  const [url = ''] = mails.flatMap(({ html }) => /\/api\/v1\/unsubscribe\/[\w.-]+/.exec(html) ?? []);
  const headers = { 'content-type': 'application/x-www-form-urlencoded' };
  const payload = 'List-Unsubscribe=One-Click';
  const { status } = await api.anonymous().raw({ method: 'POST', url, headers, payload });
  if (status !== 200) throw new Error(`Unsubscribing was answered with ${status}.`);
}

/** The texts of e-mails are changed. */
export async function changeTexts(day: Day, { owner, admin }: Company): Promise<void> {
  const { step } = day;
  const key = 'invitation';
  const text = (subject: string) => ({
    subject,
    body: '<p>{{ user.first_name }}, <a href="{{ activation_url }}">come in</a>!</p>',
  });
  const save = (locale: 'en' | 'de', subject: string) =>
    owner.call(emailTemplates.save, { params: { key }, query: { locale }, body: text(subject) });
  await step('save a text', () => save('en', 'Come in'));
  await step('save it in another language', () => save('de', 'Herein'));
  await step('save it again', () => save('en', 'Do come in'));
  await step('restore the first version', () =>
    owner.call(emailTemplates.restoreVersion, { params: { key, version: 1 }, query: { locale: 'en' } }),
  );
  await step('send a test mail', () =>
    admin.call(emailTemplates.test, { params: { key }, query: { locale: 'en' }, body: text('A try') }),
  );
  await step('go back to the built-in text', () =>
    owner.call(emailTemplates.reset, { params: { key }, query: { locale: 'de' } }),
  );
  await step('turn a mail off', () =>
    owner.call(emailTemplates.update, { params: { key: 'welcome' }, body: { isEnabled: false } }),
  );
  await step('accept an invitation without a welcome', () =>
    day.accept('margaret@example.org', { firstName: 'Margaret', lastName: 'Hamilton' }),
  );
  await step('turn the mail on again', () =>
    owner.call(emailTemplates.update, { params: { key: 'welcome' }, body: { isEnabled: true } }),
  );
}
