import type { ErrorCode, FieldError, Problem } from '@muster/contracts/errors';

/** What can go wrong with a call: the API's own codes, and what happens before an answer comes. */
export type ProblemCode = ErrorCode | 'network_unreachable' | 'timed_out';

interface ProblemParts {
  readonly code: ProblemCode;
  readonly status: number;
  readonly title: string;
  readonly detail?: string | undefined;
  readonly requestId?: string | undefined;
  readonly errors?: readonly FieldError[] | undefined;
  readonly userId?: string | undefined;
}

/** The one error a call throws. `title` and `detail` are in the person's language where the API answered. */
export class ProblemError extends Error {
  readonly code: ProblemCode;
  readonly status: number;
  readonly title: string;
  readonly detail: string | undefined;
  readonly requestId: string | undefined;
  readonly errors: readonly FieldError[];
  readonly userId: string | undefined;

  constructor(parts: ProblemParts) {
    super(parts.title);
    this.name = 'ProblemError';
    this.code = parts.code;
    this.status = parts.status;
    this.title = parts.title;
    this.detail = parts.detail;
    this.requestId = parts.requestId;
    this.errors = parts.errors ?? [];
    this.userId = parts.userId;
  }
}

/** Whether the sign-in behind a call is missing or over. */
export function isUnauthenticated(error: unknown): boolean {
  return error instanceof ProblemError && error.code === 'unauthenticated';
}

/** Reads a failed answer; anything that is not a problem document (a proxy's page, say) becomes one. */
export async function readProblem(response: Response): Promise<ProblemError> {
  const requestId = response.headers.get('x-request-id') ?? undefined;
  const body = await response.json().then(asProblem, () => undefined);
  if (body) return new ProblemError({ ...body, requestId: body.requestId || requestId });
  return new ProblemError({
    code: response.status >= 502 ? 'service_unavailable' : 'internal_error',
    status: response.status,
    title: '',
    requestId,
  });
}

/** What `fetch` throws when no answer came. An abort stays an abort: nobody waits for it any more. */
export function unanswered(error: unknown): Error {
  if (error instanceof DOMException && error.name === 'AbortError') return error;
  const isTimeout = error instanceof DOMException && error.name === 'TimeoutError';
  return new ProblemError({ code: isTimeout ? 'timed_out' : 'network_unreachable', status: 0, title: '' });
}

function asProblem(body: unknown): Problem | undefined {
  const isProblem = typeof body === 'object' && body !== null && 'code' in body && 'status' in body;
  return isProblem ? (body as Problem) : undefined;
}
