import type { EmailTemplateKey } from '@muster/contracts/catalogue';
import type { Locale } from '@muster/contracts/kit/primitives';
import { checkTemplate, type TemplateProblem } from '../../../platform/email/check-template.ts';
import type { EmailTemplate as TemplateText } from '../../../platform/email/templates/default-templates.ts';
import { fail } from '../../../platform/errors.ts';
import { translator } from '../../../platform/i18n/translate.ts';

/**
 * Checks a text and parses it.
 * @param locale the language of the explanations
 * @throws Failure `template_invalid` with an entry per problem, each with its line and column
 */
export function requireValid(key: EmailTemplateKey, text: TemplateText, locale: Locale) {
  const { parsed, clean, problems } = checkTemplate(key, text);
  if (parsed) return { parsed, clean };
  return fail('template_invalid', {
    errors: problems.slice(0, 50).map((problem) => ({
      pointer: `#/${problem.part}`,
      detail: explain(problem, locale),
      code: problem.code,
      line: problem.line,
      column: problem.column,
    })),
  });
}

function explain({ part, code, excerpt, line, column }: TemplateProblem, locale: Locale): string {
  const translate = translator(locale);
  const text = translate(`emails.problems.${code}`, { excerpt: excerpt.replace(/\s+/g, ' ').trim() });
  // A missing variable has no position.
  if (part === 'subject' || code === 'variable_missing' || code === 'empty' || code === 'too_complex')
    return text;
  return translate('emails.problems.at', { line, column, text });
}
