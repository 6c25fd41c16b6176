import type { EmailTemplateKey } from '@muster/contracts/catalogue';
import type { Locale } from '@muster/contracts/kit/primitives';
import type { EmailTemplate, EmailTemplateVersion } from '@muster/contracts/mail/email-templates';
import type { Context } from '../../../platform/context/context.ts';
import { byTime, defineList, listPage } from '../../../platform/db/list-page.ts';
import { sql } from '../../../platform/db/sql.ts';
import { defaultTemplate } from '../../../platform/email/templates/default-templates.ts';
import { fail } from '../../../platform/errors.ts';
import { requireValid } from './problems.ts';
import { getTemplate, languageOf, lockTemplate, writeVersion } from './service.ts';
import { refuseUnlessEditable } from './texts.ts';

interface VersionRow {
  id: string;
  version: number;
  change: EmailTemplateVersion['change'];
  restoredVersion: number | null;
  subject: string | null;
  createdAt: Date;
  createdById: string | null;
  createdByName: string;
}

type PageOfVersions = {
  limit: number;
  cursor?: string | undefined;
  include?: 'total' | undefined;
  sort: '-createdAt';
  locale?: Locale | undefined;
};

const versionList = defineList<VersionRow, { key: EmailTemplateKey; locale: Locale }, 'createdAt'>({
  endpoint: 'emailTemplates.listVersions',
  columns: sql`
    v.id, v.version, v.change, v.restored_version AS "restoredVersion", v.subject, v.created_at AS "createdAt",
    v.created_by_id AS "createdById", v.created_by_name AS "createdByName"`,
  from: sql`FROM email_template_versions v`,
  account: sql`v.account_id`,
  id: sql`v.id`,
  sorts: { createdAt: byTime(sql`v.created_at`, 'createdAt') },
  where: {
    key: (key) => sql`v.key = ${key}`,
    locale: (locale) => sql`v.locale = ${locale}`,
  },
});

/** A page of all versions of an e-mail's text in a language, newest first. */
export async function listVersions(ctx: Context, key: EmailTemplateKey, query: PageOfVersions) {
  const locale = await languageOf(ctx, query.locale);
  return listPage(ctx, versionList, query, (row) => present(row, key, locale), {
    name: `emailTemplates.listVersions/${key}/${locale}`,
    filter: { key, locale },
  });
}

/**
 * An earlier version of a text.
 * @throws Failure `not_found`
 */
export async function getVersion(
  ctx: Context,
  key: EmailTemplateKey,
  locale: Locale | undefined,
  version: number,
) {
  const language = await languageOf(ctx, locale);
  const row =
    (await ctx.db.emailTemplateVersion.findFirst({ where: { key, locale: language, version } })) ?? null;
  if (row === null) return fail('not_found');
  const change = row.change as EmailTemplateVersion['change'];
  return {
    ...present({ ...row, change }, key, language),
    body: row.body ?? defaultTemplate(key, language).body,
  };
}

/**
 * Restores an earlier text as a new version.
 * @throws Failure `not_found`, `email_not_editable`, `template_invalid` if an old text is no longer valid
 */
export async function restoreVersion(
  ctx: Context,
  key: EmailTemplateKey,
  locale: Locale | undefined,
  version: number,
): Promise<EmailTemplate> {
  refuseUnlessEditable(key);
  const { subject, body } = await getVersion(ctx, key, locale, version);
  const { clean } = requireValid(key, { subject, body }, ctx.request.locale);
  const language = await languageOf(ctx, locale);
  await ctx.transaction(async (tx) => {
    const row = await lockTemplate(tx, key, language);
    await writeVersion(tx, row, { change: 'restored', text: clean, restoredVersion: version });
  });
  return getTemplate(ctx, key, language);
}

function present(
  { subject, version, change, restoredVersion, createdAt, createdById, createdByName }: VersionRow,
  key: EmailTemplateKey,
  locale: Locale,
): EmailTemplateVersion {
  return {
    version,
    change,
    restoredVersion,
    subject: subject ?? defaultTemplate(key, locale).subject,
    createdAt,
    createdBy: { id: createdById, name: createdByName },
  };
}
