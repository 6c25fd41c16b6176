import { hash } from 'node:crypto';

/**
 * The strong entity tag of an answer (RFC 9110, section 8.8.3): equal bodies have equal tags, in every process.
 * @param body the answer before it is compressed
 */
export function entityTag(body: string): string {
  return `"${hash('sha1', body, 'base64url')}"`;
}

/**
 * The tag of a compressed answer. Its bytes are others, so a strong tag must be another, too.
 * @param tag the tag of the answer as it is
 * @param encoding the content encoding, e.g. `br`
 */
export function encodedTag(tag: string, encoding: string): string {
  return `${tag.slice(0, -1)}.${encoding}"`;
}

/**
 * Finds a tag in `If-None-Match`. Tags of compressed answers and weak ones match, too (RFC 9110, section 13.1.2).
 * @param header the value of the header
 * @param tag the tag of the present answer
 * @returns the tag as the caller has it, or undefined if they have another answer or none
 */
export function findTag(header: string | undefined, tag: string): string | undefined {
  if (header === undefined) return undefined;
  if (header.trim() === '*') return tag;
  const opaque = tag.slice(1, -1);
  return header.match(/"[^"]*"/g)?.find((held) => held.slice(1, -1).split('.', 1)[0] === opaque);
}
