import { hash, verify } from '@node-rs/argon2';
import { fail } from '../errors.ts';

// OWASP's argon2id parameters (Password Storage Cheat Sheet): 19 MiB, two passes, one lane.
const parameters = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

/** Hashes a password with argon2id, off the event loop. */
export function hashPassword(password: string): Promise<string> {
  return hash(password.normalize('NFKC'), parameters);
}

let decoy: Promise<string> | undefined;

/**
 * Checks a password. Without a hash it does the same work on a decoy, so that the time reveals nothing.
 * @param stored the argon2id hash, or null if there is no such identity
 */
export async function isPassword(stored: string | null, password: string): Promise<boolean> {
  decoy ??= hashPassword('a decoy that nobody can sign in with');
  const isMatch = await verify(stored ?? (await decoy), password.normalize('NFKC'));
  return stored !== null && isMatch;
}

/**
 * Refuses passwords that are known from breaches or that contain the person's own name or address (NIST SP
 * 800-63B, 3.1.1.2). There are no composition rules.
 * @param password the chosen password
 * @param context words an attacker would try first: e-mail, name, company
 * @param pointer JSON pointer of the field in the body
 * @throws Failure `password_weak`
 */
export async function refuseWeakPassword(
  password: string,
  context: readonly string[] = [],
  pointer = '#/password',
): Promise<void> {
  const text = password.normalize('NFKC').toLowerCase();
  const isKnown = await isBreached(text);
  const isOneCharacter = new Set(text).size <= 2;
  const isContext = context.some((word) => word.length > 0 && word.toLowerCase() === text);
  if (text.length < 10 || isKnown || isOneCharacter || isContext) {
    fail('password_weak', { errors: [{ pointer, detail: 'password_weak', code: 'password_weak' }] });
  }
}

// Loaded with the first password that is chosen: the lists take more memory than a whole idle feature.
async function isBreached(text: string): Promise<boolean> {
  const { dictionary } = await import('@zxcvbn-ts/language-common');
  return dictionary['passwords-common'].includes(text);
}
