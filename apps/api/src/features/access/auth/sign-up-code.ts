import { randomInt } from 'node:crypto';
import type { Dependencies } from '../../../dependencies.ts';
import { mintToken } from '../../../platform/crypto/tokens.ts';

type WithSecrets = Pick<Dependencies, 'secrets'>;

/** A new code of six digits. */
export function newCode(): string {
  return String(randomInt(1_000_000)).padStart(6, '0');
}

/**
 * What is stored of a code. It is signed with the installation's secret: a plain hash of six digits could be reversed by
 * trying all of them.
 * @param id the sign-up, so that a code is valid for it alone
 */
export function codeHash({ secrets }: WithSecrets, id: string, code: string): string {
  return secrets.sign(textOf(id, code));
}

/** A hash that no code has, for sign-ups that nobody may confirm. */
export function unknowableHash(deps: WithSecrets, id: string): string {
  return codeHash(deps, id, mintToken().token);
}

/** Compares in constant time. */
export function isCode(
  { secrets }: WithSecrets,
  signUp: { id: string; codeHash: string },
  code: string,
): boolean {
  return secrets.isSigned(textOf(signUp.id, code), signUp.codeHash);
}

function textOf(id: string, code: string): string {
  return `sign-up:${id}:${code}`;
}
