import type { Locale } from '@muster/contracts/primitives';
import { convert } from 'html-to-text';
import { Liquid } from 'liquidjs';
import { type Branding, layOut } from './layout.ts';
import type { EmailTemplate } from './templates/default-templates.ts';

// Strict: an unknown variable or filter is a mistake in a template, never an empty gap in a mail.
const settings = {
  strictVariables: true,
  strictFilters: true,
  ownPropertyOnly: true,
  parseLimit: 200_000,
  renderLimit: 500,
};
const html = new Liquid({ ...settings, outputEscape: 'escape' });
const plain = new Liquid(settings);

export interface RenderedEmail {
  readonly subject: string;
  readonly html: string;
  readonly text: string;
}

/**
 * Renders a mail: values are escaped for where they stand, so a name is only ever text.
 * @param template subject and body with `{{ variables }}`
 * @param variables values by dotted name, e.g. `user.first_name`
 * @throws Error when the template names a variable that is not given
 */
export function renderEmail(
  template: EmailTemplate,
  variables: Readonly<Record<string, string>>,
  branding: Branding,
  locale: Locale,
): RenderedEmail {
  const values = nest({ ...variables, 'account.name': branding.name });
  // A line break in a subject would start a new header (RFC 5322, 2.2).
  const subject = plain
    .parseAndRenderSync(template.subject, values)
    .replace(/\s+/gu, ' ')
    .trim()
    .slice(0, 200);
  const body = html.parseAndRenderSync(template.body, values);
  const text = convert(body, {
    wordwrap: 78,
    selectors: [
      { selector: 'a', options: { linkBrackets: ['\n', ''], hideLinkHrefIfSameAsText: true } },
      { selector: 'h1', options: { uppercase: false } },
    ],
  });
  return {
    subject,
    html: layOut(body, subject, branding, locale),
    text: `${text}\n\n-- \n${branding.name}\n`,
  };
}

/** `{ 'user.name': 'Ada' }` as `{ user: { name: 'Ada' } }`. */
function nest(variables: Readonly<Record<string, string>>): Record<string, unknown> {
  const values: Record<string, unknown> = {};
  for (const [path, value] of Object.entries(variables)) {
    const [noun = '', field] = path.split('.');
    if (field === undefined) values[noun] = value;
    else values[noun] = { ...(values[noun] as object | undefined), [field]: value };
  }
  return values;
}
