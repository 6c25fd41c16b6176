import type { EmailTemplateKey } from '@muster/contracts/catalogue';
import { defined } from '@muster/contracts/kit/defined';
import { basePath } from '@muster/contracts/kit/endpoint';
import type { Locale } from '@muster/contracts/kit/primitives';
import type { Account } from '@muster/database/client';
import type { Config } from '../../../config.ts';
import type { Dependencies } from '../../../dependencies.ts';
import { emailKinds } from '../../../generated/mails.ts';
import type { Branding, Foot } from '../../../platform/email/layout.ts';
import type { Values } from '../../../platform/email/template-text.ts';
import { unsubscribeToken } from '../../../platform/email/unsubscribe.ts';
import { translator } from '../../../platform/i18n/translate.ts';
import { logoUrl } from '../../account/account/index.ts';

/** The branding of all e-mails of an account. */
export function brandingOf(deps: Dependencies, account: Account): Branding {
  return { name: account.name, logoUrl: logoUrl(deps.config, account), primaryColor: account.primaryColor };
}

/** The branding of security e-mails, unless their recipient is active in one account only: the sender's name. */
export function installationBranding({ mail }: Config): Branding {
  const [, name = ''] = /^\s*"?([^"<]*?)"?\s*</.exec(mail.from) ?? [];
  return { name: name || 'Muster', logoUrl: null, primaryColor: '#3b5bdb' };
}

/**
 * All values of an e-mail: the given ones, the account's, and a fallback for people without a first name.
 * Times are formatted in the e-mail's language and the account's time zone.
 * @param given the values from the sender; `expires_at` as RFC 3339
 */
export function completeValues(
  key: EmailTemplateKey,
  given: Values,
  account: Account,
  locale: Locale,
): Values {
  const values: Record<string, string> = {
    ...given,
    'account.name': account.name,
    'account.support_email': account.supportEmail ?? '',
    'user.first_name': given['user.first_name'] || given['user.name'] || '',
    'admin.first_name': given['admin.first_name'] || given['admin.name'] || '',
    ...defined({ expires_on: given.expires_at && momentIn(given.expires_at, account, locale) }),
  };
  return Object.fromEntries(emailKinds[key].variables.map((name) => [name, values[name] ?? '']));
}

function momentIn(instant: string, account: Account, locale: Locale): string {
  return `${formatOf(locale, account.timeZone).format(new Date(instant))} (${account.timeZone})`;
}

/** Creating a format takes as long as the rest of an e-mail, so formats are cached. */
const formats = new Map<string, Intl.DateTimeFormat>();
const mostFormats = 50;

function formatOf(locale: Locale, timeZone: string): Intl.DateTimeFormat {
  const name = `${locale} ${timeZone}`;
  const known = formats.get(name);
  if (known) return known;
  if (formats.size >= mostFormats) formats.clear();
  const format = new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeStyle: 'short', timeZone });
  formats.set(name, format);
  return format;
}

/** The one-click unsubscribe URL (RFC 8058) of an e-mail that was sent unprompted; null for all others. */
export function unsubscribeUrl(
  deps: Dependencies,
  key: EmailTemplateKey,
  mail: { accountId: string; userId: string; invitationId: string | null },
): string | null {
  if (!emailKinds[key].isUnsubscribable) return null;
  const { accountId, userId, invitationId } = mail;
  const what = invitationId
    ? ({ kind: 'reminders', accountId, id: invitationId } as const)
    : ({ kind: 'notifications', accountId, id: userId } as const);
  return `${deps.config.publicUrl}${basePath}/unsubscribe/${unsubscribeToken(deps.secrets, what)}`;
}

/** The footer of an e-mail: why it was sent, and how to unsubscribe. */
export function footerOf(
  key: EmailTemplateKey,
  account: Account,
  locale: Locale,
  stopUrl: string | null,
): Foot {
  if (emailKinds[key].isSecurity) return securityFoot(locale);
  const translate = translator(locale);
  const { audience } = emailKinds[key];
  const label = translate(`emails.stop.${key === 'digest' ? 'notifications' : 'reminders'}`);
  return {
    text: translate(`emails.foot.${audience}`, { account: account.name }),
    links: stopUrl === null ? [] : [{ label, url: stopUrl }],
  };
}

/** The footer of a security e-mail. */
export function securityFoot(locale: Locale): Foot {
  return { text: translator(locale)('emails.foot.security'), links: [] };
}
