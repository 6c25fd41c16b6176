import { availableParallelism } from 'node:os';
import { hash, verify } from '@node-rs/argon2';
import pLimit from 'p-limit';
import { fail } from '../errors.ts';
import type { ChosenPassword } from './weak-password.ts';

// OWASP's argon2id parameters (Password Storage Cheat Sheet): 19 MiB, two passes, one lane.
const parameters = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

/**
 * Hashing happens in the four threads of libuv, which also read files and resolve names; half of them stay free
 * for that.
 */
const turns = pLimit(Math.min(2, availableParallelism()));

/** How many passwords may wait for their turn: about two seconds of hashing. */
const mostWaiting = 100;

/** @throws Failure `service_unavailable` if too many wait already */
function inTurn<T>(work: () => Promise<T>): Promise<T> {
  if (turns.pendingCount >= mostWaiting) fail('service_unavailable', { retryAfter: 5 });
  return turns(work);
}

/**
 * Hashes a password with argon2id, off the event loop.
 * @param password the result of `acceptPassword`, so that no way in forgets to check it
 * @throws Failure `service_unavailable` if too many passwords are being checked
 */
export function hashPassword({ text }: ChosenPassword): Promise<string> {
  return inTurn(() => hash(text.normalize('NFKC'), parameters));
}

let decoy: Promise<string> | undefined;

/**
 * Checks a password. Without a hash it does the same work on a decoy, so that the time reveals nothing.
 * @param stored the argon2id hash, or null if there is no such identity
 * @throws Failure `service_unavailable` if too many passwords are being checked
 */
export async function isPassword(stored: string | null, password: string): Promise<boolean> {
  return inTurn(async () => {
    decoy ??= hash('a decoy that nobody can sign in with', parameters);
    const isMatch = await verify(stored ?? (await decoy), password.normalize('NFKC'));
    return stored !== null && isMatch;
  });
}
