import { type ErrorCode, errorStatus } from '@muster/contracts/catalogue';
import type { FieldError } from '@muster/contracts/errors';
import { defined } from '@muster/contracts/kit/defined';
import { isForKeys } from '@muster/contracts/kit/endpoint-errors';
import type { Locale } from '@muster/contracts/kit/primitives';
import { isConflict, isTooLong, isUnavailable } from '@muster/database/failures';
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Dependencies } from '../../../dependencies.ts';
import { Failure, type FailureDetails } from '../../errors.ts';
import { fieldText } from '../../i18n/field-text.ts';
import { negotiateLocale, problemTexts } from '../../i18n/translate.ts';
import { bearerToken } from '../access/bearer.ts';
import { mostErrors } from './validate.ts';

/**
 * Converts every failure, ours or the framework's, into a problem document (RFC 9457).
 * @param app the application to install it on
 */
export function installProblems(app: FastifyInstance, deps: Dependencies): void {
  app.setErrorHandler((error: FastifyError | Failure, request, reply) =>
    sendFailure(reply, request, deps, error),
  );
}

/** Sends the problem document of a failure; unexpected errors are logged. */
export function sendFailure(
  reply: FastifyReply,
  request: FastifyRequest,
  deps: Dependencies,
  error: FastifyError | Failure,
): FastifyReply {
  deps.disk.note(error);
  const failure = error instanceof Failure ? error : translate(error, request);
  if (failure.status >= 500) request.log.error({ err: error }, 'the request failed');
  return sendProblem(reply, request, deps, failure.code, failure.details);
}

/** Sends a problem document. */
export function sendProblem(
  reply: FastifyReply,
  request: FastifyRequest,
  deps: Dependencies,
  code: ErrorCode,
  details: FailureDetails = {},
): FastifyReply {
  const locale = negotiateLocale(request.headers['accept-language']);
  const status = errorStatus[code];
  const retryAfter = details.retryAfter ?? (status === 503 ? 2 : undefined);
  if (retryAfter !== undefined) reply.header('Retry-After', String(retryAfter));
  reply.problemCode = code;
  reply.headers(challenge(request, code, status));
  const problem = defined({
    type: `${deps.config.publicUrl}/api/problems/${code}`,
    ...problemTexts(locale, code, { seconds: retryAfter ?? 0, ...details.values }),
    status,
    code,
    requestId: request.id,
    ...(details.errors ? presentErrors(details.errors, details.moreErrors, locale) : {}),
    ...details.extensions,
  });
  return reply
    .code(status)
    .header('Cache-Control', 'no-store')
    .type('application/problem+json; charset=utf-8')
    .send(JSON.stringify(problem));
}

/** What a refusal asks for: the authentication (RFC 6750, section 3), or the content types and encodings it accepts. */
function challenge(request: FastifyRequest, code: ErrorCode, status: number): Record<string, string> {
  const { contract } = request.routeOptions.config;
  const hasToken = bearerToken(request) !== undefined;
  const realm = 'Bearer realm="Muster"';
  if (status === 401) return { 'WWW-Authenticate': hasToken ? `${realm}, error="invalid_token"` : realm };
  if (code === 'forbidden' && hasToken && contract && isForKeys(contract))
    return { 'WWW-Authenticate': `${realm}, error="insufficient_scope", scope="${contract.access}"` };
  if (status !== 415) return {};
  const types = contract?.rawBody ?? [contract?.multipart ? 'multipart/form-data' : 'application/json'];
  return { Accept: types.join(', '), 'Accept-Encoding': 'identity' };
}

function presentErrors(all: readonly FieldError[], beyond = 0, locale: Locale) {
  const errors = all
    .slice(0, mostErrors)
    .map((entry) => ({ ...entry, detail: fieldText(entry.detail, locale) }));
  const moreErrors = beyond + all.length - errors.length;
  return defined({ errors, moreErrors: moreErrors > 0 ? moreErrors : undefined });
}

const frameworkCodes: Readonly<Record<string, ErrorCode>> = {
  FST_ERR_CTP_BODY_TOO_LARGE: 'payload_too_large',
  FST_ERR_CTP_INVALID_MEDIA_TYPE: 'unsupported_media_type',
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: 'malformed_json',
  FST_ERR_CTP_EMPTY_JSON_BODY: 'malformed_json',
  FST_ERR_BAD_URL: 'not_found',
  // No id is that long.
  FST_ERR_MAX_PARAM_LENGTH: 'not_found',
};

function translate(error: FastifyError, { method }: FastifyRequest): Failure {
  const known = frameworkCodes[error.code];
  if (known) return new Failure(known);
  if (isTooLong(error)) return new Failure('query_too_expensive', { retryAfter: 30 });
  // No room for an upload in the folder for temporary files.
  if (isUnavailable(error) || error.code === 'ENOSPC') return new Failure('service_unavailable');
  // Transactions run again, so it goes on; a row that is only read has just been deleted.
  if (isConflict(error)) return new Failure(['GET', 'HEAD'].includes(method) ? 'not_found' : 'conflict');
  if (error.statusCode === 400) return new Failure('malformed_json');
  return new Failure('internal_error');
}
