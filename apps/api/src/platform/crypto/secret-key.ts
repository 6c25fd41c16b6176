import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { randomBytes } from './random.ts';

/** The installation's secret, and the one it replaces while a rotation is under way. */
export interface SecretKeys {
  readonly present: string;
  readonly previous: string | undefined;
}

/** Where the secrets come from: the settings, or files in the data folder. */
export interface SecretSource {
  readonly dataDir: string;
  readonly secretKey: string | undefined;
  readonly previousSecretKey: string | undefined;
}

const fileOf = (dataDir: string) => join(dataDir, 'secret-key');
const previousFileOf = (dataDir: string) => join(dataDir, 'secret-key.previous');

/** The secrets of an installation; the first call generates one unless the settings have it. */
export function readSecretKeys({ dataDir, secretKey, previousSecretKey }: SecretSource): SecretKeys {
  if (secretKey !== undefined) return { present: secretKey, previous: previousSecretKey };
  const present = keepSecretKey(dataDir);
  const file = previousFileOf(dataDir);
  return { present, previous: existsSync(file) ? readFileSync(file, 'utf8').trim() : undefined };
}

/**
 * The secret of a development or single-machine installation: generated once and stored in the data folder,
 * readable by its owner only.
 * @param dataDir the data folder
 */
export function keepSecretKey(dataDir: string): string {
  const file = fileOf(dataDir);
  if (!existsSync(file)) {
    mkdirSync(dataDir, { recursive: true });
    write(file, generateSecretKey());
  }
  return readFileSync(file, 'utf8').trim();
}

/** A new secret: 384 random bits. */
export function generateSecretKey(): string {
  return randomBytes(48).toString('base64url');
}

/** Replaces the stored secret; the old one stays as the previous one until `forgetPreviousKey`. */
export function replaceStoredKey(dataDir: string): void {
  // In this order, so that a process that starts in between knows the present secret.
  write(previousFileOf(dataDir), keepSecretKey(dataDir));
  write(fileOf(dataDir), generateSecretKey());
}

/** Deletes the stored previous secret. */
export function forgetPreviousKey(dataDir: string): void {
  rmSync(previousFileOf(dataDir), { force: true });
}

function write(file: string, secret: string): void {
  // Renaming is atomic, also if two processes start at once.
  const draft = `${file}.${process.pid}`;
  writeFileSync(draft, secret, { mode: 0o600 });
  renameSync(draft, file);
}
