import type { EmailTemplateKey } from '@muster/contracts/catalogue';
import type { Locale } from '@muster/contracts/kit/primitives';
import Bowser from 'bowser';
import type { PublicContext } from '../../../platform/context/context.ts';
import { acrossAccounts } from '../../../platform/db/across-accounts.ts';
import { type Sql, sql } from '../../../platform/db/sql.ts';
import { toLocale, translator } from '../../../platform/i18n/translate.ts';
import { sendInstallationEmail } from '../../../platform/outgoing/installation-emails.ts';

/** The owner of an identity, as security e-mails need to know them. */
export interface Recipient {
  readonly identityId: string;
  /** The address as they wrote it. */
  readonly to: string;
  readonly name: string;
  readonly locale: Locale;
  /** An IANA name: that of the account used last. */
  readonly timeZone: string;
  /** Their only active account, if there is one and they proved the address: otherwise a stranger may have made it. */
  readonly brandedBy: string | null;
  readonly devicesValidFrom: Date | null;
  /** Names of all companies they are in, in any state, and how each writes the person's name. */
  readonly names: readonly string[];
}

/** Finds a person by the identity or the normalized address, with all their accounts, in one statement. */
export async function findRecipient(
  { deps }: Pick<PublicContext, 'deps'>,
  who: { identityId: string } | { email: string },
): Promise<Recipient | undefined> {
  const where: Sql = 'email' in who ? sql`d.email = ${who.email}` : sql`d.id = ${who.identityId}::uuid`;
  const { queryByKey } = acrossAccounts(deps, 'an identity and all its accounts, for security e-mails');
  const [found] = await queryByKey<Omit<Recipient, 'locale'> & { locale: string | null }>(sql`
    SELECT d.id AS "identityId", d.email_display AS "to", d.name, d.devices_valid_from AS "devicesValidFrom",
      coalesce(d.locale, last.locale) AS locale, coalesce(last.time_zone, 'UTC') AS "timeZone",
      CASE WHEN last.places = 1 AND d.proved_at IS NOT NULL THEN last.id END AS "brandedBy",
      (SELECT coalesce(array_agg(n.name), '{}') FROM users u JOIN accounts a ON a.id = u.account_id,
         unnest(ARRAY[a.name, u.name]) AS n(name) WHERE u.identity_id = d.id) AS names
    FROM identities d LEFT JOIN LATERAL (
      SELECT a.id, a.time_zone, coalesce(u.locale, a.locale) AS locale, count(*) OVER () AS places
      FROM users u JOIN accounts a ON a.id = u.account_id
      WHERE u.identity_id = d.id AND u.status = 'active'
      ORDER BY u.last_login_at DESC NULLS LAST, u.id LIMIT 1) last ON true
    WHERE ${where}`);
  return found && { ...found, locale: toLocale(found.locale) };
}

/** The context in which a chosen password is weak: address, names and companies of a person. */
export function passwordContext({ to, name, names }: Recipient): readonly string[] {
  return [to, name, ...names];
}

/**
 * Tells the owner of an identity about a change of how they sign in: when, roughly which browser, which network
 * address, and what to do if it was not them.
 * @param tx the transaction of the change
 */
export async function sendSecurityEmail(
  ctx: PublicContext,
  tx: Parameters<typeof sendInstallationEmail>[1],
  recipient: Recipient,
  template: EmailTemplateKey,
): Promise<void> {
  const { deps, request } = ctx;
  const { to, locale, brandedBy, timeZone } = recipient;
  const { publicUrl } = deps.config;
  const moment = new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeStyle: 'short', timeZone });
  const variables = {
    'user.email': to,
    time: `${moment.format(ctx.now())} (${timeZone})`,
    browser: browserName(request.userAgent) ?? translator(locale)('emails.unknownBrowser'),
    ip_address: request.ipAddress ?? '–',
    forgot_password_url: `${publicUrl}/forgot-password`,
    profile_url: `${publicUrl}/profile`,
  };
  await sendInstallationEmail(deps, tx, { template, to, locale, brandedBy, variables });
}

const known = new Set<string>([...Object.values(Bowser.BROWSER_MAP), ...Object.values(Bowser.OS_MAP)]);

/**
 * The browser and the system, if both are known ones: what a stranger writes into the header must not appear in an
 * e-mail of ours.
 */
function browserName(userAgent: string): string | undefined {
  if (!userAgent) return undefined;
  const { browser, os } = Bowser.parse(userAgent);
  const parts = [browser.name, os.name].flatMap((name) => (name && known.has(name) ? [name] : []));
  return parts.length > 0 ? parts.join(', ') : undefined;
}
