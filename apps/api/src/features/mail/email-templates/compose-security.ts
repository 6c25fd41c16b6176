import { EmailTemplateKey } from '@muster/contracts/catalogue';
import type { Dependencies } from '../../../dependencies.ts';
import { parseTemplate } from '../../../platform/email/check-template.ts';
import { type RenderedEmail, renderEmail } from '../../../platform/email/render.ts';
import type { Values } from '../../../platform/email/template-text.ts';
import { defaultTemplate } from '../../../platform/email/templates/default-templates.ts';
import { toLocale } from '../../../platform/i18n/translate.ts';
import { brandingOf, installationBranding, securityFoot } from './frame.ts';

/** A security e-mail that is not rendered yet. */
export interface SecurityMailToCompose {
  readonly template: string;
  readonly locale: string;
  /** The account whose logo and colour it carries. */
  readonly brandedBy: string | null;
  readonly variables: Values;
}

/** Renders a security e-mail: always with the built-in text and the installation's sender. */
export async function composeSecurityEmail(
  deps: Dependencies,
  mail: SecurityMailToCompose,
): Promise<RenderedEmail & { readonly from: string }> {
  const key = EmailTemplateKey.parse(mail.template);
  const locale = toLocale(mail.locale);
  const { brandedBy } = mail;
  const account = brandedBy && (await deps.database.account.findUnique({ where: { id: brandedBy } }));
  const branding = account ? brandingOf(deps, account) : installationBranding(deps.config);
  const template = parseTemplate(key, defaultTemplate(key, locale));
  const rendered = renderEmail(template, mail.variables, branding, securityFoot(locale), locale);
  return { ...rendered, from: deps.config.mail.from };
}
