import { randomInt } from 'node:crypto';
import { crc32 } from 'node:zlib';
import { hashToken } from '../crypto/tokens.ts';

const digits = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const mark = 'mst_live_';
const secretLength = 32;
const checksumLength = 6;
const wellFormed = new RegExp(`^${mark}[0-9A-Za-z]{${secretLength + checksumLength}}$`);

/** A key as it is made: shown once, and what is kept of it. */
export interface MintedKey {
  readonly key: string;
  /** How it begins: enough to recognise it by. */
  readonly prefix: string;
  readonly hash: Uint8Array<ArrayBuffer>;
}

/**
 * Makes an API key: a mark that scanners for leaked secrets can look for, 190 random bits, and a checksum (CRC-32) by which
 * a mistyped one is told from a revoked one without asking the database.
 */
export function mintKey(): MintedKey {
  const secret = Array.from({ length: secretLength }, () => digits[randomInt(digits.length)]).join('');
  const key = `${mark}${secret}${checksum(mark + secret)}`;
  return { key, prefix: key.slice(0, mark.length + 4), hash: hashToken(key) };
}

/** Whether a text is formed like a key and its checksum is right. */
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
