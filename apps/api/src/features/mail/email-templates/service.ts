import type { EmailTemplateKey, EventType } from '@muster/contracts/catalogue';
import type { Locale } from '@muster/contracts/kit/primitives';
import type { EmailTemplate, SaveEmailTemplate } from '@muster/contracts/mail/email-templates';
import { emailKinds } from '../../../generated/mails.ts';
import type { Context, TransactionContext } from '../../../platform/context/context.ts';
import { newId } from '../../../platform/crypto/tokens.ts';
import { sql } from '../../../platform/db/sql.ts';
import type { EmailTemplate as TemplateText } from '../../../platform/email/templates/default-templates.ts';
import { fail } from '../../../platform/errors.ts';
import { toLocale } from '../../../platform/i18n/translate.ts';
import { allKeys, presentSummary, presentTemplate } from './present.ts';
import { requireValid } from './problems.ts';
import { currentText, customText, refuseUnlessEditable, type StoredText } from './texts.ts';

/** A template's row as locked for a change. */
type LockedTemplate = StoredText & { version: number };

/**
 * The e-mails the account sends.
 * @param locale the language of the texts; defaults to the account's
 */
export async function listTemplates(ctx: Context, locale: Locale | undefined) {
  const [account, rows] = await Promise.all([findAccount(ctx), ctx.db.emailTemplate.findMany()]);
  const language = locale ?? toLocale(account.locale);
  const data = allKeys.map((key) =>
    presentSummary(
      key,
      language,
      rows.filter((row) => row.key === key),
      account,
      ctx.request.locale,
    ),
  );
  return { data };
}

/** The text of an e-mail in a language, its default and its variables. */
export async function getTemplate(
  ctx: Context,
  key: EmailTemplateKey,
  locale: Locale | undefined,
): Promise<EmailTemplate> {
  const [account, rows] = await Promise.all([
    findAccount(ctx),
    ctx.db.emailTemplate.findMany({ where: { key } }),
  ]);
  return presentTemplate(key, locale ?? toLocale(account.locale), rows, account, ctx.request.locale);
}

/**
 * Saves the account's own text of an e-mail as a new version.
 * @throws Failure `email_not_editable`, `template_invalid`, `version_conflict` if the text is no longer the expected version
 */
export async function saveTemplate(
  ctx: Context,
  key: EmailTemplateKey,
  locale: Locale | undefined,
  input: SaveEmailTemplate,
): Promise<EmailTemplate> {
  refuseUnlessEditable(key);
  const { clean } = requireValid(key, input, ctx.request.locale);
  const language = await languageOf(ctx, locale);
  await ctx.transaction(async (tx) => {
    const row = await lockTemplate(tx, key, language);
    if (input.expectedVersion !== undefined && input.expectedVersion !== row.version)
      fail('version_conflict');
    const current = currentText(key, language, row);
    if (current.subject === clean.subject && current.body === clean.body) return;
    await writeVersion(tx, row, { change: 'saved', text: clean });
  });
  return getTemplate(ctx, key, language);
}

/**
 * Restores the default text. The previous text stays in the versions.
 * @throws Failure `email_not_editable`
 */
export async function resetTemplate(
  ctx: Context,
  key: EmailTemplateKey,
  locale: Locale | undefined,
): Promise<void> {
  refuseUnlessEditable(key);
  const language = await languageOf(ctx, locale);
  await ctx.transaction(async (tx) => {
    const row = await lockTemplate(tx, key, language);
    if (customText(row) !== null) await writeVersion(tx, row, { change: 'reset', text: null });
  });
}

/**
 * Turns an e-mail on or off for the whole account.
 * @throws Failure `email_always_sent` for e-mails that cannot be turned off
 */
export async function setEnabled(ctx: Context, key: EmailTemplateKey, isOn: boolean): Promise<EmailTemplate> {
  if (!emailKinds[key].canDisable) fail('email_always_sent');
  await ctx.transaction(async (tx) => {
    const changed = isOn
      ? await tx.db.$executeRaw(sql`
          UPDATE accounts SET disabled_emails = array_remove(disabled_emails, ${key})
          WHERE id = ${tx.accountId}::uuid AND ${key} = ANY (disabled_emails)`)
      : await tx.db.$executeRaw(sql`
          UPDATE accounts SET disabled_emails = array_append(disabled_emails, ${key})
          WHERE id = ${tx.accountId}::uuid AND NOT ${key} = ANY (disabled_emails)`);
    if (changed > 0) {
      tx.record({
        type: isOn ? 'email_template.enabled' : 'email_template.disabled',
        data: { template: key },
      });
    }
  });
  return getTemplate(ctx, key, undefined);
}

/** Locks a template's row; creates it first if the account has never changed this text. */
export async function lockTemplate(
  tx: TransactionContext,
  key: EmailTemplateKey,
  locale: Locale,
): Promise<LockedTemplate> {
  await tx.db.emailTemplate.createMany({
    data: [{ accountId: tx.accountId, key, locale, updatedAt: tx.now() }],
    skipDuplicates: true,
  });
  const [row] = await tx.db.$queryRaw<LockedTemplate[]>(sql`
    SELECT key, locale, version, subject, body FROM email_templates
    WHERE account_id = ${tx.accountId}::uuid AND key = ${key} AND locale = ${locale} FOR UPDATE`);
  return row ?? fail('not_found');
}

/** The content of a new version: a text, or a return to the default. */
interface NewVersion {
  readonly change: 'saved' | 'restored' | 'reset';
  readonly text: TemplateText | null;
  readonly restoredVersion?: number;
}

/** Makes a text the current one, as the next version. The caller holds the lock on the row. */
export async function writeVersion(
  tx: TransactionContext,
  { key, locale, version: before }: LockedTemplate,
  { change, text, restoredVersion }: NewVersion,
): Promise<void> {
  const version = before + 1;
  const content = { subject: text?.subject ?? null, body: text?.body ?? null };
  const { id, name } = tx.actor;
  const now = tx.now();
  await tx.db.emailTemplate.update({
    where: { accountId_key_locale: { accountId: tx.accountId, key, locale } },
    data: { ...content, version, updatedById: id, updatedByName: name, updatedAt: now },
  });
  await tx.db.emailTemplateVersion.create({
    data: {
      accountId: tx.accountId,
      id: newId(),
      key,
      locale,
      version,
      change,
      restoredVersion: restoredVersion ?? null,
      ...content,
      createdById: id,
      createdByName: name,
      createdAt: now,
    },
  });
  tx.record({ type: eventOf[change], data: { template: key, locale, version } });
}

const eventOf = {
  saved: 'email_template.saved',
  restored: 'email_template.restored',
  reset: 'email_template.reset',
} as const satisfies Record<string, EventType>;

/** The requested language, or the account's. */
export async function languageOf(ctx: Context, locale: Locale | undefined): Promise<Locale> {
  return locale ?? toLocale((await findAccount(ctx)).locale);
}

function findAccount(ctx: Context) {
  return ctx.db.account.findUniqueOrThrow({ where: { id: ctx.accountId } });
}
