import type { ErrorCode, FieldError, Problem } from '../contract.ts';

/** Error codes of a call: the API's own, and those for calls without a response. */
export type ProblemCode = ErrorCode | 'network_unreachable' | 'timed_out';

type AllOf<T> = { readonly [K in keyof T]-?: T[K] | undefined };

interface ProblemParts extends Partial<AllOf<Omit<Problem, 'code' | 'status'>>> {
  readonly code: ProblemCode;
  readonly status: number;
  readonly retryAfter?: number | undefined;
  readonly cause?: unknown;
}

/** The one error a call throws. `code` never changes its meaning; `title` and `detail` are for people. */
export class ProblemError extends Error {
  readonly code: ProblemCode;
  /** The HTTP status; 0 if there was no response. */
  readonly status: number;
  readonly title: string;
  readonly detail: string | undefined;
  /** The URL of a page that explains the code. */
  readonly type: string | undefined;
  /** The id of the request in the server's log. */
  readonly requestId: string | undefined;
  /** For `validation_failed` and similar codes: the invalid fields. */
  readonly errors: readonly FieldError[];
  /** How many further fields are invalid, beyond `errors`. */
  readonly moreErrors: number;
  /** Seconds to wait before a retry, if the API says so. */
  readonly retryAfter: number | undefined;
  /** For `user_exists`: the id of the user that has the address. */
  readonly userId: string | undefined;
  /** For `selection_changed`: the current number of users. */
  readonly count: number | undefined;

  constructor(parts: ProblemParts) {
    super(messageOf(parts), parts.cause === undefined ? {} : { cause: parts.cause });
    this.name = 'ProblemError';
    this.code = parts.code;
    this.status = parts.status;
    this.title = parts.title ?? '';
    this.detail = parts.detail;
    this.type = parts.type;
    this.requestId = parts.requestId;
    this.errors = parts.errors ?? [];
    this.moreErrors = parts.moreErrors ?? 0;
    this.retryAfter = parts.retryAfter;
    this.userId = parts.userId;
    this.count = parts.count;
  }
}

/** Reads a failed response; anything that is not a problem document (e.g. a proxy's page) becomes one. */
export async function readProblem(response: Response): Promise<ProblemError> {
  const requestId = response.headers.get('x-request-id') ?? undefined;
  const retryAfter = secondsOf(response.headers.get('retry-after'));
  const body = await response.json().then(asProblem, () => undefined);
  if (body) return new ProblemError({ ...body, requestId: body.requestId || requestId, retryAfter });
  return new ProblemError({
    code: codeOf(response.status),
    status: response.status,
    requestId,
    retryAfter,
  });
}

/** The problem for a success that cannot be parsed: something between here and the API responded instead. */
export function unreadable(response: Response, cause: unknown): ProblemError {
  const requestId = response.headers.get('x-request-id') ?? undefined;
  const detail = 'The answer is not JSON.';
  return new ProblemError({ code: 'internal_error', status: response.status, detail, requestId, cause });
}

/** The problem for a call without a response, from the error `fetch` threw. */
export function unanswered(cause: unknown): ProblemError {
  const isTimeout = cause instanceof DOMException && cause.name === 'TimeoutError';
  return new ProblemError({ code: isTimeout ? 'timed_out' : 'network_unreachable', status: 0, cause });
}

function messageOf({ code, status, title, detail, requestId, cause }: ProblemParts): string {
  const reason = cause instanceof Error ? cause.message : undefined;
  const text = [code, detail || title || reason].filter(Boolean).join(': ');
  const facts = [status > 0 ? status : undefined, requestId && `request ${requestId}`].filter(Boolean);
  return facts.length > 0 ? `${text} (${facts.join(', ')})` : text;
}

function codeOf(status: number): ErrorCode {
  if (status === 429) return 'rate_limited';
  return status >= 502 ? 'service_unavailable' : 'internal_error';
}

function asProblem(body: unknown): Problem | undefined {
  const isProblem = typeof body === 'object' && body !== null && 'code' in body && 'status' in body;
  return isProblem ? (body as Problem) : undefined;
}

/** `Retry-After` is a number of seconds or a date (RFC 9110, 10.2.3). */
function secondsOf(text: string | null): number | undefined {
  if (text === null) return undefined;
  if (/^\d+$/.test(text)) return Number(text);
  const date = Date.parse(text);
  return Number.isNaN(date) ? undefined : Math.max(0, Math.ceil((date - Date.now()) / 1000));
}
