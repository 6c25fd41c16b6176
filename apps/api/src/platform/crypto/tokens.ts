import { createHash } from 'node:crypto';
import { v7 } from 'uuid';
import { randomBytes } from './random.ts';

let [lastMs, lastSeq] = [0, 0];

/** A new UUIDv7 (RFC 9562): sorts by creation time, and by order of creation within a millisecond. */
export function newId(): string {
  const msecs = Math.max(Date.now(), lastMs);
  const random = randomBytes(16);
  // The counter continues within a millisecond; a new one starts at a random number far from its end (RFC
  // 9562, 6.2, method 1).
  const seq = msecs > lastMs ? random.readUInt32BE(0) >>> 1 : (lastSeq + 1) >>> 0;
  [lastMs, lastSeq] = [msecs, seq];
  return v7({ random, msecs, seq });
}

/** A new secret of 256 random bits for a link or cookie, and the hash to store. */
export function mintToken(): { token: string; hash: Uint8Array<ArrayBuffer> } {
  const token = randomBytes(32).toString('base64url');
  return { token, hash: hashToken(token) };
}

/**
 * SHA-256 of a token. Tokens have 256 random bits, so a plain hash is enough and looking it up leaks no
 * timing.
 */
export function hashToken(token: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(createHash('sha256').update(token).digest());
}
