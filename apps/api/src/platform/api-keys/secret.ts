import { randomInt } from 'node:crypto';
import { crc32 } from 'node:zlib';
import { hashToken } from '../crypto/tokens.ts';

const digits = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const mark = 'mst_live_';
const secretLength = 32;
const checksumLength = 6;
const wellFormed = new RegExp(`^${mark}[0-9A-Za-z]{${secretLength + checksumLength}}$`);

/** A new key: the secret, which is shown once, and the parts that are stored. */
export interface MintedKey {
  readonly key: string;
  /** The beginning of the key, enough to recognise it by. */
  readonly prefix: string;
  readonly hash: Uint8Array<ArrayBuffer>;
}

/**
 * Generates an API key: a prefix for scanners of leaked secrets, 190 random bits, and a checksum (CRC-32)
 * that distinguishes mistyped keys from revoked ones without a query.
 */
export function mintKey(): MintedKey {
  const secret = Array.from({ length: secretLength }, () => digits[randomInt(digits.length)]).join('');
  const key = `${mark}${secret}${checksum(mark + secret)}`;
  return { key, prefix: key.slice(0, mark.length + 4), hash: hashToken(key) };
}

/** Whether a text has the format of a key and a correct checksum. */
export function isWellFormedKey(text: string): boolean {
  if (!wellFormed.test(text)) return false;
  return checksum(text.slice(0, -checksumLength)) === text.slice(-checksumLength);
}

function checksum(text: string): string {
  let rest = crc32(text);
  let written = '';
  for (let place = 0; place < checksumLength; place += 1) {
    written = `${digits[rest % digits.length]}${written}`;
    rest = Math.floor(rest / digits.length);
  }
  return written;
}
