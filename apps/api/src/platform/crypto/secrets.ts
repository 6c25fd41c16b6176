import {
  createCipheriv,
  createDecipheriv,
  createHmac,
  createSecretKey,
  hkdfSync,
  type KeyObject,
  timingSafeEqual,
} from 'node:crypto';
import { randomBytes } from './random.ts';

/**
 * Keys derived from the installation's secret, each for one purpose. While a secret is being replaced, what the
 * previous one signed and sealed stays valid; new values get the new one.
 */
export interface Secrets {
  /** Sign access tokens: the first one new tokens, any of them those that are checked. */
  readonly accessTokens: readonly [Buffer, ...Buffer[]];
  /** Signs a text, so that tampering is detected. Returns the signature. */
  sign(text: string): string;
  isSigned(text: string, signature: string): boolean;
  /** Encrypts values that must not be readable in the database (AES-256-GCM). */
  seal(value: unknown): Uint8Array<ArrayBuffer>;
  /** @throws Error if the bytes were sealed with no key of this installation */
  unseal(bytes: Uint8Array): unknown;
  /** Whether the bytes were sealed with the present secret, not with the previous one. */
  isSealedNow(bytes: Uint8Array): boolean;
}

/**
 * Derives the keys (HKDF-SHA256, RFC 5869).
 * @param secretKey the installation's secret, at least 32 characters
 * @param previous the secret that it replaces, if there is one
 */
export function deriveSecrets(secretKey: string, previous?: string): Secrets {
  const present = keysOf(secretKey);
  const all = previous === undefined ? [present] : [present, keysOf(previous)];
  return {
    accessTokens: [present.accessToken, ...all.slice(1).map(({ accessToken }) => accessToken)],
    sign: (text) => sign(present.signing, text),
    isSigned: (text, signature) => all.some(({ signing }) => isEqual(sign(signing, text), signature)),
    seal: (value) => encrypt(present.sealing, JSON.stringify(value)),
    unseal(bytes) {
      const text = all.map(({ sealing }) => decrypt(sealing, bytes)).find((found) => found !== null);
      if (text === undefined || text === null) throw new Error('The value was sealed with another secret.');
      return JSON.parse(text);
    },
    isSealedNow: (bytes) => decrypt(present.sealing, bytes) !== null,
  };
}

interface Keys {
  readonly accessToken: Buffer;
  readonly signing: KeyObject;
  readonly sealing: KeyObject;
}

function keysOf(secretKey: string): Keys {
  const derive = (purpose: string) => Buffer.from(hkdfSync('sha256', secretKey, 'muster', purpose, 32));
  // Key objects: from bytes, the engine would create one for each call.
  return {
    accessToken: derive('access-token'),
    signing: createSecretKey(derive('signing')),
    sealing: createSecretKey(derive('sealing')),
  };
}

function sign(key: KeyObject, text: string): string {
  return createHmac('sha256', key).update(text).digest('base64url');
}

function isEqual(one: string, other: string): boolean {
  const [wanted, given] = [Buffer.from(one), Buffer.from(other)];
  return wanted.length === given.length && timingSafeEqual(wanted, given);
}

function encrypt(key: KeyObject, text: string): Uint8Array<ArrayBuffer> {
  const nonce = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', key, nonce);
  const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
  return Uint8Array.from(Buffer.concat([nonce, cipher.getAuthTag(), body]));
}

/** @returns null if another key encrypted it, or it was changed */
function decrypt(key: KeyObject, bytes: Uint8Array): string | null {
  try {
    const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, 12));
    decipher.setAuthTag(bytes.subarray(12, 28));
    return Buffer.concat([decipher.update(bytes.subarray(28)), decipher.final()]).toString('utf8');
  } catch {
    return null;
  }
}
