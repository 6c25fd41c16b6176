import { ProblemError } from '@muster/client/core/problem';

export { type ProblemCode, ProblemError } from '@muster/client/core/problem';

/** Whether the sign-in behind a call is missing or over. */
export function isUnauthenticated(error: unknown): boolean {
  return error instanceof ProblemError && error.code === 'unauthenticated';
}
