import { type ErrorCode, errorStatus } from '@muster/contracts/catalogue';
import type { Locale } from '@muster/contracts/kit/primitives';
import { problemTexts } from '../../i18n/translate.ts';
import { page } from './page.ts';
import { exampleValues } from './published-document.ts';

/** The page that explains an error code, in the reader's language. */
export function problemPage(locale: Locale, code: ErrorCode): string {
  const { title, detail } = problemTexts(locale, code, exampleValues);
  const main = `<p><code>${code}</code> · ${errorStatus[code]}</p><h1>${title}</h1><p>${detail}</p>`;
  return page({ locale, title, main });
}
