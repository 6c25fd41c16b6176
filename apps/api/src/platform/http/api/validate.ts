import type { FieldError } from '@muster/contracts/errors';
import { defined } from '@muster/contracts/kit/defined';
import type { Locale } from '@muster/contracts/kit/primitives';
import * as z from 'zod';
import { fail } from '../../errors.ts';
import { translator } from '../../i18n/translate.ts';
import { toPointer } from './pointer.ts';

const zodTexts = { en: z.locales.en().localeError, de: z.locales.de().localeError };

type Part = 'body' | 'query' | 'params';

/** How many invalid fields an answer names; it counts the others. */
export const mostErrors = 100;

/**
 * Parses one part of a request.
 * @param schema the contract's schema
 * @param value the received value
 * @param part the name of the part, for the pointers of the errors
 * @throws Failure `validation_failed` naming the first hundred invalid fields; `not_found` for an id no row can
 * have
 */
export function parsePart(schema: z.ZodType, value: unknown, part: Part, locale: Locale): unknown {
  const { value: parsed, issues } = run(schema, value);
  if (issues.length === 0) return parsed;
  if (part === 'params') fail('not_found');
  const errors: FieldError[] = [];
  let count = 0;
  for (const issue of issues) {
    count += issue.code === 'unrecognized_keys' ? issue.keys.length : 1;
    const room = mostErrors - errors.length;
    if (room > 0) errors.push(...fieldErrors(inWords(issue, locale), part, locale, room));
  }
  const moreErrors = count > errors.length ? count - errors.length : undefined;
  fail('validation_failed', defined({ errors, moreErrors }));
}

/**
 * What `safeParse` does, without completing each issue: that costs most of a failing parse, and an answer names
 * only the first ones.
 */
function run(schema: z.ZodType, value: unknown): z.core.ParsePayload {
  const result = schema._zod.run({ value, issues: [] }, { async: false });
  if (result instanceof Promise) throw new z.core.$ZodAsyncError();
  return result;
}

function inWords(issue: z.core.$ZodRawIssue, locale: Locale): z.core.$ZodIssue {
  return z.core.util.finalizeIssue(issue, { error: zodTexts[locale] }, z.core.config());
}

function fieldErrors(issue: z.core.$ZodIssue, part: Part, locale: Locale, room: number): FieldError[] {
  const path = part === 'query' ? ['query', ...issue.path] : issue.path;
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.slice(0, room).map((key) => ({
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
