import {
  createCipheriv,
  createDecipheriv,
  createHmac,
  createSecretKey,
  hkdfSync,
  timingSafeEqual,
} from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { randomBytes } from './random.ts';

/** Keys derived from the installation's secret, each for one purpose. */
export interface Secrets {
  /** Signs access tokens. */
  readonly accessToken: Buffer;
  /** Signs a text, so that tampering is detected. Returns the signature. */
  sign(text: string): string;
  isSigned(text: string, signature: string): boolean;
  /** Encrypts values that must not be readable in the database (AES-256-GCM). */
  seal(value: unknown): Uint8Array<ArrayBuffer>;
  /** @throws Error if the bytes were not sealed with this key */
  unseal(bytes: Uint8Array): unknown;
}

/**
 * Derives the keys (HKDF-SHA256, RFC 5869).
 * @param secretKey the installation's secret, at least 32 characters
 */
export function deriveSecrets(secretKey: string): Secrets {
  const derive = (purpose: string) => Buffer.from(hkdfSync('sha256', secretKey, 'muster', purpose, 32));
  const signing = createSecretKey(derive('signing'));
  // A key object: from bytes, the engine would create one for each call.
  const sealing = createSecretKey(derive('sealing'));
  const sign = (text: string) => createHmac('sha256', signing).update(text).digest('base64url');
  return {
    accessToken: derive('access-token'),
    sign,
    isSigned(text, signature) {
      const wanted = Buffer.from(sign(text));
      const given = Buffer.from(signature);
      return wanted.length === given.length && timingSafeEqual(wanted, given);
    },
    seal(value) {
      const nonce = randomBytes(12);
      const cipher = createCipheriv('aes-256-gcm', sealing, nonce);
      const body = Buffer.concat([cipher.update(JSON.stringify(value), 'utf8'), cipher.final()]);
      return Uint8Array.from(Buffer.concat([nonce, cipher.getAuthTag(), body]));
    },
    unseal(bytes) {
      const decipher = createDecipheriv('aes-256-gcm', sealing, bytes.subarray(0, 12));
      decipher.setAuthTag(bytes.subarray(12, 28));
      const text = Buffer.concat([decipher.update(bytes.subarray(28)), decipher.final()]).toString('utf8');
      return JSON.parse(text);
    },
  };
}

/**
 * The secret of a development or single-machine installation: generated once and stored in the data folder,
 * readable by its owner only.
 * @param dataDir the data folder
 */
export function keepSecretKey(dataDir: string): string {
  const file = join(dataDir, 'secret-key');
  if (!existsSync(file)) {
    mkdirSync(dataDir, { recursive: true });
    // Renaming is atomic, also if two processes start at once.
    const draft = `${file}.${process.pid}`;
    writeFileSync(draft, randomBytes(48).toString('base64url'), { mode: 0o600 });
    renameSync(draft, file);
  }
  return readFileSync(file, 'utf8').trim();
}
