import { ProblemError } from '@muster/client/core/problem';

export { type ProblemCode, ProblemError } from '@muster/client/core/problem';

/** Whether a call failed because nobody is signed in. */
export function isUnauthenticated(error: unknown): boolean {
  return error instanceof ProblemError && error.code === 'unauthenticated';
}
