import type { Locale } from '@muster/contracts/kit/primitives';

/** The branding around the text of an account's e-mails. */
export interface Branding {
  readonly name: string;
  readonly logoUrl: string | null;
  readonly primaryColor: string;
}

const sans = "-apple-system,BlinkMacSystemFont,'Segoe UI',Roboto,Helvetica,Arial,sans-serif";

/** The footer of an e-mail. */
export interface Foot {
  /** Why the reader receives this e-mail. */
  readonly text: string;
  readonly links: readonly { readonly label: string; readonly url: string }[];
}

/**
 * Puts a rendered body into the account's layout: logo or name at the top, a small footer. Uses tables and
 * inline styles, because all mail readers support them.
 * @param content the styled body, see `styleBody`
 */
export function renderLayout(
  content: string,
  subject: string,
  branding: Branding,
  foot: Foot,
  locale: Locale,
): string {
  const name = escapeHtml(branding.name);
  const head = branding.logoUrl
    ? `<img src="${escapeHtml(branding.logoUrl)}" alt="${name}" height="40" style="display:block;max-height:40px;border:0">`
    : `<strong style="font-size:16px">${name}</strong>`;
  const links = foot.links.map(
    ({ label, url }) => `<br><a href="${escapeHtml(url)}" style="color:inherit">${escapeHtml(label)}</a>`,
  );
  return `<!doctype html>
<html lang="${locale}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="supported-color-schemes" content="light dark">
<title>${escapeHtml(subject)}</title>
<style>
@media (prefers-color-scheme: dark) {
  .page { background-color: #141517 !important; }
  .card { background-color: #1f2023 !important; color: #e9ecef !important; border-color: #343a40 !important; }
  .foot { color: #adb5bd !important; }
  .link { color: #a5d8ff !important; }
}
@media (max-width: 620px) { .card { padding: 24px 20px !important; } }
</style>
</head>
<body class="page" style="margin:0;padding:0;background-color:#f3f4f6">
<table role="presentation" class="page" width="100%" cellpadding="0" cellspacing="0" style="background-color:#f3f4f6">
<tr><td align="center" style="padding:32px 12px">
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" style="max-width:560px">
<tr><td class="card" style="padding:36px 40px;background-color:#ffffff;border:1px solid #e5e7eb;border-radius:12px;font:16px/1.6 ${sans};color:#1f2937">
<div style="margin:0 0 28px">${head}</div>
${content}
</td></tr>
<tr><td class="foot" style="padding:20px 40px;font:13px/1.5 ${sans};color:#4b5563;text-align:center">${escapeHtml(foot.text)}${links.join('')}</td></tr>
</table>
</td></tr>
</table>
</body>
</html>`;
}

/** Escapes a text for HTML content and attribute values. */
export function escapeHtml(text: string): string {
  const entities: Record<string, string> = {
    '&': '&amp;',
    '<': '&lt;',
    '>': '&gt;',
    '"': '&quot;',
    "'": '&#39;',
  };
  return text.replace(/[&<>"']/g, (character) => entities[character] ?? character);
}
