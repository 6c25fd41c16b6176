import { type ErrorCode, errorStatus } from '@muster/contracts/catalogue';
import type { FieldError } from '@muster/contracts/errors';

export interface FailureDetails {
  /** Values for the problem's text. */
  readonly values?: Readonly<Record<string, string | number>>;
  readonly errors?: readonly FieldError[];
  /** How many further fields are invalid, beyond `errors`. */
  readonly moreErrors?: number;
  /** Fields added to the problem, e.g. the id of the user that has the address. */
  readonly extensions?: Readonly<Record<string, unknown>>;
  /** Seconds after which a retry makes sense. */
  readonly retryAfter?: number;
}

/** A refusal with a code that callers can rely on. It is converted to a problem document in one place. */
export class Failure extends Error {
  readonly code: ErrorCode;
  readonly status: number;
  readonly details: FailureDetails;

  constructor(code: ErrorCode, details: FailureDetails = {}) {
    super(code);
    this.name = 'Failure';
    this.code = code;
    this.status = errorStatus[code];
    this.details = details;
  }
}

/**
 * Refuses the request.
 * @param code the error code, declared by the endpoint
 * @throws Failure always
 */
export function fail(code: ErrorCode, details?: FailureDetails): never {
  throw new Failure(code, details);
}

/** Whether an error is an interruption: the caller gave up, e.g. a wait at a stop. */
export function isInterruption(error: unknown): boolean {
  return error instanceof Error && error.name === 'AbortError';
}
