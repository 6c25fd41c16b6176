import type { Locale } from '@muster/contracts/primitives';
import { translator } from '../i18n/translate.ts';

/** What every mail of an account shows around its text. */
export interface Branding {
  readonly name: string;
  readonly logoUrl: string | null;
  readonly primaryColor: string;
}

const sans = "-apple-system,BlinkMacSystemFont,'Segoe UI',Roboto,Helvetica,Arial,sans-serif";

/**
 * Puts a rendered body into the account's frame: logo or name on top, one coloured button, a quiet foot. Tables and
 * inline styles, for that is what mail readers agree on.
 * @param body rendered HTML; a link marked `data-button` becomes the button
 */
export function layOut(body: string, subject: string, branding: Branding, locale: Locale): string {
  const translate = translator(locale);
  const button = [
    'display:inline-block;padding:12px 22px;border-radius:8px;font-weight:600;text-decoration:none',
    `background-color:${branding.primaryColor};color:${readableOn(branding.primaryColor)}`,
  ].join(';');
  const content = body
    .replaceAll('<a data-button ', `<a style="${button}" `)
    .replaceAll('<h1>', '<h1 style="margin:0 0 20px;font-size:22px;line-height:1.3">')
    .replaceAll('<p>', '<p style="margin:0 0 16px">');
  const name = escapeHtml(branding.name);
  const head = branding.logoUrl
    ? `<img src="${escapeHtml(branding.logoUrl)}" alt="${name}" height="40" style="display:block;max-height:40px;border:0">`
    : `<strong style="font-size:16px">${name}</strong>`;
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
<tr><td class="foot" style="padding:20px 40px;font:13px/1.5 ${sans};color:#4b5563;text-align:center">${escapeHtml(translate('emails.foot', { account: branding.name }))}</td></tr>
</table>
</td></tr>
</table>
</body>
</html>`;
}

/**
 * Black or white, whichever reads better on a colour (WCAG 2.2, relative luminance).
 * @param color `#rrggbb`
 */
export function readableOn(color: string): '#000000' | '#ffffff' {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const channel = Number.parseInt(color.slice(at, at + 2), 16) / 255;
    return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
  });
  const luminance = 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  return luminance > 0.179 ? '#000000' : '#ffffff';
}

/** Text as HTML text or attribute value. */
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
