import { type ErrorCode, errorStatus } from '@muster/contracts/catalogue';
import type { FieldError } from '@muster/contracts/errors';
import type { CallResult, Endpoint } from '@muster/contracts/kit/endpoint';
import { basePath } from '@muster/contracts/kit/endpoint';
import { emails } from '@muster/contracts/mail/emails';
import { type HttpHandler, HttpResponse, http } from 'msw';
import { setupServer } from 'msw/node';

/** The mocked API; each test defines its responses. No e-mail waits unless it says so. */
export const server = setupServer(
  handle(emails.outbox, { waiting: 0, secondsLeft: null, held: 0, limit: null, pause: null }),
);

/** The request as a handler sees it. */
export interface Received {
  readonly params: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  readonly body: unknown;
  /** For a `multipart` endpoint: its fields and the file's content, in order. */
  readonly form: readonly (readonly [name: string, text: string])[];
  readonly headers: Headers;
}

type Answer<E> = CallResult<E> | Refusal | undefined;

/** A response with a problem document. */
export class Refusal {
  readonly code: ErrorCode;
  readonly errors: readonly FieldError[];
  readonly extensions: { readonly userId?: string };

  constructor(code: ErrorCode, errors: readonly FieldError[] = [], extensions: { userId?: string } = {}) {
    this.code = code;
    this.errors = errors;
    this.extensions = extensions;
  }
}

/**
 * Mocks the response of one endpoint, typed by its contract.
 * @param answer the response, a `Refusal`, or a function of the request
 */
export function handle<const E extends Endpoint>(
  endpoint: E,
  answer: Answer<E> | ((request: Received) => Answer<E> | Promise<Answer<E>>),
): HttpHandler {
  const method = endpoint.method.toLowerCase() as 'get' | 'post' | 'put' | 'patch' | 'delete';
  return http[method](`${basePath}${endpoint.path}`, async ({ request, params }) => {
    const text = await request.text();
    const boundary = /^multipart\/form-data; boundary=(.+)$/.exec(
      request.headers.get('content-type') ?? '',
    )?.[1];
    const received: Received = {
      params: params as Record<string, string>,
      query: new URL(request.url).searchParams,
      body: text === '' || boundary ? undefined : JSON.parse(text),
      form: boundary ? partsOf(text, boundary) : [],
      headers: request.headers,
    };
    const result =
      typeof answer === 'function' ? await (answer as (r: Received) => Answer<E>)(received) : answer;
    if (result instanceof Refusal) return problemResponse(result);
    if (endpoint.status === 204 || result === undefined)
      return new HttpResponse(null, { status: endpoint.status });
    return HttpResponse.json(result as Record<string, unknown>, { status: endpoint.status });
  });
}

/** The parts of a form, as text. */
function partsOf(text: string, boundary: string): [string, string][] {
  return text.split(`--${boundary}`).flatMap((part): [string, string][] => {
    const [head = '', ...body] = part.trim().split('\r\n\r\n');
    const name = /name="([^"]*)"/.exec(head)?.[1];
    return name === undefined ? [] : [[name, body.join('\r\n\r\n')]];
  });
}

function problemResponse({ code, errors, extensions }: Refusal) {
  const status = errorStatus[code];
  const body = {
    type: `https://muster.test/${code}`,
    title: `title of ${code}`,
    status,
    code,
    requestId: 'req-1',
    errors,
    ...extensions,
  };
  return HttpResponse.json(body, { status, headers: { 'content-type': 'application/problem+json' } });
}
