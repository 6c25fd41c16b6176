import * as z from 'zod';
import { addressIssue } from './email-address.ts';
import { cleanLine, cleanParagraph, hasInvisible, isStorable } from './text.ts';

/** A UUIDv7 (RFC 9562). */
export const Id = z.uuid().toLowerCase().meta({ example: '0192f0c1-2d3e-7a4b-8c5d-6e7f8a9b0c1d' });

/** An instant, RFC 3339 in UTC on the wire, a `Date` in the server. */
export const Timestamp = z
  .codec(z.iso.datetime({ offset: true }), z.date(), {
    decode: (text) => new Date(text),
    encode: (date) => date.toISOString() as `${string}Z`,
  })
  .meta({ example: '2026-11-22T10:00:00.000Z' });

/** Text that is kept as it is, such as an ID or a password: no NUL, no half of a surrogate pair. */
export function storedText(max: number) {
  return z
    .string()
    .max(max)
    .refine(isStorable, { params: { code: 'control_characters' } });
}

/** One line of text, cleaned of what nobody sees; see `cleanLine`. */
export function line(max: number) {
  return storable().overwrite(cleanLine).max(max);
}

/** Several lines of text, cleaned of what nobody sees. */
export function paragraph(max: number) {
  return storable().overwrite(cleanParagraph).max(max);
}

/** One line of text that programs compare, such as an ID. It is not cleaned: invisible characters are refused. */
export function exactLine(max: number) {
  return storable()
    .trim()
    .max(max)
    .refine((text) => !hasInvisible(text), { params: { code: 'invisible_characters' } });
}

function storable() {
  return z.string().refine(isStorable, { params: { code: 'control_characters' }, abort: true });
}

/**
 * The name of a person, company or group. Never a link, because names appear in e-mails sent from our domain.
 */
export function displayName(max: number) {
  return line(max).refine((text) => !/:\/\/|\bwww\./i.test(text), { params: { code: 'link_in_name' } });
}

/** A person's first or last name; may be empty. */
export const PersonName = displayName(100);

/** An e-mail address as typed (display form), ≤ 254 characters. `normalizeEmail` gives what it is compared by. */
export const EmailAddress = z
  .string()
  .trim()
  .max(254)
  .superRefine((address, { addIssue }) => {
    const code = addressIssue(address);
    if (code) addIssue({ code: 'custom', params: { code } });
  })
  .meta({ example: 'ada@example.com', format: 'email' });

/** A password as typed: length and a list of known ones are the only rules (NIST SP 800-63B). */
export const NewPassword = storedText(200).min(10).meta({ format: 'password' });
export const Password = storedText(200).min(1).meta({ format: 'password' });

/** The languages the product speaks. */
export const Locale = z.enum(['en', 'de']);
export type Locale = z.output<typeof Locale>;

/** An opaque token from an e-mailed link. */
export const Token = storedText(200).min(1);

export const IdParams = z.object({ id: Id });

/** A query parameter that can be repeated. */
export function repeatable<T extends z.ZodType>(item: T) {
  return z.preprocess(
    (value: z.input<T> | z.input<T>[] | undefined) =>
      value === undefined || Array.isArray(value) ? value : [value],
    z.array(item).max(100).optional(),
  );
}

/** The query of a keyset-paged list; each list extends it with its own `sort` and filters. */
export const PageQuery = z.strictObject({
  limit: z.coerce.number().int().min(1).max(200).default(50),
  cursor: storedText(2000).optional().meta({ description: 'The `nextCursor` of the previous page.' }),
  include: z.literal('total').optional(),
});

/** The schema of a page of a list. `total` is present only with `include=total`. */
export function pageOf<T extends z.ZodType>(item: T) {
  return z.object({ data: z.array(item), nextCursor: z.string().nullable(), total: z.int().optional() });
}
