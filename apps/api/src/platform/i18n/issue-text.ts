import type { Locale } from '@muster/contracts/kit/primitives';
import type * as z from 'zod';
import { translator } from './translate.ts';

/** Texts of rules that schemas name by their code. */
const rules = [
  'bulk_incomplete',
  'control_characters',
  'email_invalid',
  'invisible_characters',
  'link_in_name',
  'required',
] as const;

const types = ['array', 'boolean', 'number', 'object', 'string'] as const;
const origins = ['array', 'number', 'string'] as const;
const formats = ['datetime', 'uuid', 'url'] as const;

/**
 * The text for an issue that a schema found, in the words of people.
 * @param issue the issue, with its input
 */
export function issueText(issue: z.core.$ZodIssue, locale: Locale): string {
  const t = translator(locale);
  switch (issue.code) {
    case 'custom': {
      const rule = rules.find((candidate) => candidate === issue.params?.code);
      return t(rule ? `fields.${rule}` : 'fields.invalid');
    }
    case 'unrecognized_keys':
      return t('fields.unknown_field');
    case 'invalid_type': {
      if (issue.input === undefined) return t('fields.required');
      const expected = issue.expected === 'int' ? 'number' : issue.expected;
      const type = types.find((candidate) => candidate === expected) ?? 'other';
      return t('fields.type', { type });
    }
    case 'too_small':
      return t('fields.too_small', { what: originOf(issue), limit: Number(issue.minimum) });
    case 'too_big':
      return t('fields.too_big', { what: originOf(issue), limit: Number(issue.maximum) });
    case 'invalid_format': {
      const format = formats.find((candidate) => candidate === issue.format) ?? 'other';
      return t('fields.format', { format });
    }
    case 'invalid_value': {
      if (issue.input === undefined) return t('fields.required');
      return t('fields.one_of', { values: issue.values.map(String).join(', ') });
    }
    case 'invalid_union':
      return t('fields.union');
    default:
      return t('fields.invalid');
  }
}

function originOf({ origin }: { origin: string }) {
  const known = origin === 'int' ? 'number' : origin;
  return origins.find((candidate) => candidate === known) ?? 'other';
}
