import { type ErrorCode, errorStatus } from '@muster/contracts/catalogue';
import type { Locale } from '@muster/contracts/kit/primitives';
import { problemTexts, translator } from './translate.ts';

/** Field texts that rules name by their code. */
const codes = [
  'column_twice',
  'columns_differ',
  'duplicate',
  'field_repeated',
  'field_too_long',
  'file_missing',
  'file_repeated',
  'form_broken',
  'idempotency_key_invalid',
  'json_too_deep',
  'json_too_many_items',
  'json_too_many_keys',
  'not_utf8',
  'own_user',
  'permission_lost',
  'time_past',
  'time_zone_invalid',
  'unknown_field',
] as const;

/**
 * The text for one invalid field. Rules provide an error code or the key of a field text; schemas provide a
 * text already.
 * @param detail a code or a text
 */
export function fieldText(detail: string, locale: Locale): string {
  if (detail in errorStatus) return problemTexts(locale, detail as ErrorCode).detail;
  const known = codes.find((code) => code === detail);
  return known ? translator(locale)(`fields.${known}`) : detail;
}
