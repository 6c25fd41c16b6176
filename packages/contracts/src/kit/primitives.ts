import * as z from 'zod';

/** A UUIDv7 (RFC 9562). */
export const Id = z.uuid().toLowerCase().meta({ example: '0192f0c1-2d3e-7a4b-8c5d-6e7f8a9b0c1d' });

/** An instant, RFC 3339 in UTC on the wire, a `Date` in the server. */
export const Timestamp = z
  .codec(z.iso.datetime({ offset: true }), z.date(), {
    decode: (text) => new Date(text),
    encode: (date) => date.toISOString() as `${string}Z`,
  })
  .meta({ example: '2026-11-22T10:00:00.000Z' });

const controlCharacter = /\p{Cc}|\u2028|\u2029/u;
const controlButLineBreak = /(?![\n\t\r])\p{Cc}/u;

/** One line of text: trimmed, well-formed Unicode, no control characters. */
export function line(max: number) {
  return z
    .string()
    .trim()
    .max(max)
    .refine((text) => text.isWellFormed() && !controlCharacter.test(text), {
      params: { code: 'control_characters' },
    });
}

/** Several lines of text: as `line`, but with tabs and line breaks. */
export function paragraph(max: number) {
  return z
    .string()
    .trim()
    .max(max)
    .refine((text) => text.isWellFormed() && !controlButLineBreak.test(text), {
      params: { code: 'control_characters' },
    });
}

/**
 * The name of a person, company or group. Never a link, because names appear in e-mails sent from our domain.
 */
export function displayName(max: number) {
  return line(max).refine((text) => !/:\/\/|\bwww\./i.test(text), { params: { code: 'link_in_name' } });
}

/** A person's first or last name; may be empty. */
export const PersonName = displayName(100);

// The addr-spec of RFC 5321 without quoted local parts, which mail providers do not assign.
const addrSpec =
  /^[^\s@"<>()[\]\\,;:]+(?<!\.)@(?!-)[\p{L}\p{N}](?:[\p{L}\p{M}\p{N}-]*[\p{L}\p{M}\p{N}])?(?:\.[\p{L}\p{N}](?:[\p{L}\p{M}\p{N}-]*[\p{L}\p{M}\p{N}])?)+$/u;

/** An e-mail address as typed (display form), ≤ 254 characters. Compared trimmed and lower-cased. */
export const EmailAddress = line(254)
  .refine((text) => addrSpec.test(text) && !text.startsWith('.') && !text.includes('..'), {
    params: { code: 'email_invalid' },
  })
  .refine((text) => (text.split('@')[0] ?? '').length <= 64, { params: { code: 'email_invalid' } })
  .meta({ example: 'ada@example.com', format: 'email' });

/** A password as typed: length and a list of known ones are the only rules (NIST SP 800-63B). */
export const NewPassword = z.string().min(10).max(200).meta({ format: 'password' });
export const Password = z.string().min(1).max(200).meta({ format: 'password' });

/** The languages the product speaks. */
export const Locale = z.enum(['en', 'de']);
export type Locale = z.output<typeof Locale>;

/** An opaque token from an e-mailed link. */
export const Token = z.string().min(1).max(200);

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
  cursor: z.string().max(2000).optional().meta({ description: 'The `nextCursor` of the previous page.' }),
  include: z.literal('total').optional(),
});

/** The schema of a page of a list. `total` is present only with `include=total`. */
export function pageOf<T extends z.ZodType>(item: T) {
  return z.object({ data: z.array(item), nextCursor: z.string().nullable(), total: z.int().optional() });
}
