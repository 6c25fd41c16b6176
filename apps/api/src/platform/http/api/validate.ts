import type { FieldError } from '@muster/contracts/errors';
import type { Locale } from '@muster/contracts/kit/primitives';
import * as z from 'zod';
import { fail } from '../../errors.ts';
import { translator } from '../../i18n/translate.ts';

const zodTexts = { en: z.locales.en().localeError, de: z.locales.de().localeError };

type Part = 'body' | 'query' | 'params';

/**
 * Parses one part of a request.
 * @param schema the contract's schema
 * @param value the received value
 * @param part the name of the part, for the pointers of the errors
 * @throws Failure `validation_failed` with an entry per invalid field; `not_found` for an id no row can have
 */
export function parsePart(schema: z.ZodType, value: unknown, part: Part, locale: Locale): unknown {
  const result = schema.safeParse(value, { error: zodTexts[locale] });
  if (result.success) return result.data;
  if (part === 'params') fail('not_found');
  fail('validation_failed', {
    errors: result.error.issues.slice(0, 50).flatMap((issue) => fieldErrors(issue, part, locale)),
  });
}

function fieldErrors(issue: z.core.$ZodIssue, part: Part, locale: Locale): FieldError[] {
  const path = part === 'query' ? ['query', ...issue.path] : issue.path;
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({
      pointer: toPointer([...path, key]),
      detail: translator(locale)('fields.unknown_field'),
      code: 'unknown_field',
    }));
  }
  if (issue.code === 'custom') {
    const code = String(issue.params?.code ?? 'invalid');
    return [{ pointer: toPointer(path), detail: customText(code, locale), code }];
  }
  return [{ pointer: toPointer(path), detail: issue.message, code: issue.code }];
}

const customCodes = ['bulk_incomplete', 'control_characters', 'email_invalid', 'link_in_name'] as const;

function customText(code: string, locale: Locale): string {
  const known = customCodes.find((candidate) => candidate === code);
  return translator(locale)(known ? `fields.${known}` : 'fields.invalid');
}

/** A JSON pointer as URI fragment (RFC 6901, section 6, without percent-encoding). */
function toPointer(path: readonly PropertyKey[]): string {
  return `#${path.map((step) => `/${String(step).slice(0, 100).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('')}`;
}
