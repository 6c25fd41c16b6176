import type { ErrorCode } from '../catalogue.ts';
import type { EndpointSpec } from './endpoint.ts';

const callerErrors = ['unauthenticated', 'forbidden'] as const;
const keyErrors = ['api_key_expired', 'network_not_allowed'] as const;
const idempotencyErrors = ['validation_failed', 'idempotency_in_progress', 'idempotency_key_reused'] as const;

/** Whether an endpoint can be called with an API key. Endpoints about what is a person's own cannot. */
export function isForKeys(spec: EndpointSpec): boolean {
  return hasPermission(spec) && spec.isForPeople !== true;
}

/** Whether an endpoint honours `Idempotency-Key`: every POST that needs a permission. */
export function isIdempotent(spec: EndpointSpec): boolean {
  return spec.method === 'POST' && hasPermission(spec);
}

function hasPermission({ access }: EndpointSpec): boolean {
  return access !== 'public' && access !== 'signed-in';
}

/**
 * Lists every error code of an endpoint: its own, and those that follow from its access and inputs.
 * @param spec the endpoint
 */
export function errorsOf(spec: EndpointSpec): ErrorCode[] {
  const codes = new Set<ErrorCode>(spec.errors);
  if (spec.access !== 'public') for (const code of callerErrors) codes.add(code);
  if (isForKeys(spec)) for (const code of keyErrors) codes.add(code);
  if (isIdempotent(spec)) for (const code of idempotencyErrors) codes.add(code);
  if (spec.params || spec.query || spec.body || spec.multipart) codes.add('validation_failed');
  if (spec.method !== 'GET') {
    const bodyErrors = ['malformed_json', 'payload_too_large', 'unsupported_media_type', 'validation_failed'];
    // An endpoint with a raw body does not validate its shape.
    for (const code of bodyErrors as ErrorCode[])
      if (!spec.rawBody || code !== 'validation_failed') codes.add(code);
    codes.add('cross_site_request');
    codes.add('conflict');
    if (spec.isConditional) codes.add('changed_meanwhile');
  }
  if (spec.method === 'GET' && spec.query) codes.add('query_too_expensive');
  for (const code of ['rate_limited', 'internal_error', 'service_unavailable'] as const) codes.add(code);
  return [...codes].sort();
}
