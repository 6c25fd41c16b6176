import type { FieldError } from '@muster/contracts/errors';
import { defined } from '@muster/contracts/kit/defined';
import type { Locale } from '@muster/contracts/kit/primitives';
import type { FastifyRequest } from 'fastify';
import * as z from 'zod';
import { fail } from '../../errors.ts';
import { issueText } from '../../i18n/issue-text.ts';
import { translator } from '../../i18n/translate.ts';
import { toPointer } from './pointer.ts';

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
    if (room > 0) errors.push(...fieldErrors(finalized(issue), part, locale, room));
  }
  const moreErrors = count > errors.length ? count - errors.length : undefined;
  fail('validation_failed', defined({ errors, moreErrors }));
}

/**
 * Refuses a query whose escapes are not UTF-8. A `%` that escapes nothing stands for itself.
 * @throws Failure `validation_failed`
 */
export function refuseBrokenQuery({ url }: Pick<FastifyRequest, 'url'>): void {
  const at = url.indexOf('?');
  const escapes = at === -1 ? null : url.slice(at).match(/(?:%[\da-f]{2})+/gi);
  try {
    escapes?.forEach(decodeURIComponent);
  } catch {
    fail('validation_failed', {
      errors: [{ pointer: toPointer(['query']), detail: 'not_utf8', code: 'not_utf8' }],
    });
  }
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

function finalized(issue: z.core.$ZodRawIssue): z.core.$ZodIssue {
  // Its own texts are for developers; `issueText` has those for people.
  return z.core.util.finalizeIssue(issue, { error: () => '', reportInput: true }, z.core.config());
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
  const code = issue.code === 'custom' ? String(issue.params?.code ?? 'invalid') : issue.code;
  return [{ pointer: toPointer(path), detail: issueText(issue, locale), code }];
}
