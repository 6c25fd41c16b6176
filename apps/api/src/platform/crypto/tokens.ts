import { createHash } from 'node:crypto';
import { v7 } from 'uuid';
import { randomBytes } from './random.ts';

/** A new UUIDv7 (RFC 9562): sorts by the time it was made. */
export function newId(): string {
  return v7();
}

/** A new secret of 256 random bits for a link or cookie, and what is stored of it. */
export function mintToken(): { token: string; hash: Uint8Array<ArrayBuffer> } {
  const token = randomBytes(32).toString('base64url');
  return { token, hash: hashToken(token) };
}

/** SHA-256 of a token. Tokens carry 256 bits, so a plain hash is enough and the look-up by it leaks no timing. */
export function hashToken(token: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(createHash('sha256').update(token).digest());
}
