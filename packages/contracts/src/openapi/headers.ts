import { api } from '../api.ts';
import { type Endpoint, isTagged } from '../kit/endpoint.ts';
import { isForKeys, isIdempotent } from '../kit/endpoint-errors.ts';
import { locationOf } from '../kit/http.ts';
import type { Json } from './json-schema.ts';

const header = (description: string, schema: Json, example: unknown): Json => ({
  description,
  schema,
  example,
});
const whole = { type: 'integer', minimum: 0 };

/** The response headers, by name. */
export const answerHeaders = {
  'X-Request-Id': header(
    'Identifies the request in logs; repeats yours if you sent one (letters, digits, `_.-`, at most 128 characters).',
    { type: 'string', maxLength: 128 },
    '0192f0c1-2d3e-7a4b-8c5d-6e7f8a9b0c1d',
  ),
  ETag: header(
    'Names this state of the answer. Send it as `If-None-Match`: while it is still the state, you get 304 without a body.',
    { type: 'string' },
    '"3q2-7wCzIb0xUYH8ZrZcQd4pT1M"',
  ),
  Location: header(
    'Where to read what was created or accepted.',
    { type: 'string', format: 'uri-reference' },
    '/api/v1/users/0192f0c1-2d3e-7a4b-8c5d-6e7f8a9b0c1d',
  ),
  'WWW-Authenticate': header(
    'How to authenticate (RFC 6750), and what was wrong with the key.',
    { type: 'string' },
    'Bearer realm="Muster", error="invalid_token"',
  ),
  Accept: header('The content types that this endpoint accepts.', { type: 'string' }, 'application/json'),
  'Accept-Encoding': header(
    'The content codings that request bodies can have: none.',
    { type: 'string' },
    'identity',
  ),
  'Retry-After': header('Seconds to wait before the next request.', whole, 12),
  'RateLimit-Policy': header(
    'The quotas that apply: name, `q` requests in `w` seconds (draft-ietf-httpapi-ratelimit-headers).',
    { type: 'string' },
    '"key";q=600;w=60, "account";q=6000;w=60',
  ),
  RateLimit: header(
    'What is left (`r`) of the quota closest to running out, and the seconds (`t`) until it is full again.',
    { type: 'string' },
    '"key";r=594;t=31',
  ),
  'RateLimit-Limit': header('The older form: the number of requests allowed.', whole, 600),
  'RateLimit-Remaining': header('The older form: the number of requests left.', whole, 594),
  'RateLimit-Reset': header('The older form: seconds until the quota is full again.', whole, 31),
  'Idempotency-Replayed': header(
    '`true`: this is the stored response to an earlier request with the same `Idempotency-Key`.',
    { type: 'string', const: 'true' },
    'true',
  ),
  Deprecation: header(
    'Since when this is deprecated (RFC 9745): `@` and seconds since 1970.',
    { type: 'string', pattern: '^@\\d+$' },
    '@1798761600',
  ),
  Sunset: header(
    'When this ends (RFC 8594), as an HTTP date.',
    { type: 'string' },
    'Wed, 30 Jun 2027 00:00:00 GMT',
  ),
  Link: header(
    'Links to the change policy (`rel="deprecation"`) and to the replacement (`rel="successor-version"`).',
    { type: 'string' },
    '<https://muster.example/api/docs>; rel="deprecation"; type="text/html"',
  ),
} as const satisfies Record<string, Json>;

/** The request headers, by component name. */
export const requestHeaders = {
  IdempotencyKey: {
    name: 'Idempotency-Key',
    in: 'header',
    required: false,
    description:
      'Makes it safe to repeat this request: for 24 hours the same key, route and body get the stored response ' +
      'and have no second effect. With or without quotation marks, 1 to 255 characters.',
    schema: {
      type: 'string',
      minLength: 1,
      maxLength: 257,
      examples: ['8e03978e-40d5-43e8-bc93-6894a57f9324'],
    },
  },
  IfMatch: {
    name: 'If-Match',
    in: 'header',
    required: false,
    description:
      'The `ETag` of the state that you want to change: if somebody else changed it since, nothing happens and you get ' +
      '`412 changed_meanwhile` with `current`, the present values.',
    schema: { type: 'string', examples: ['"3q2-7wCzIb0xUYH8ZrZcQd4pT1M"'] },
  },
  IfNoneMatch: {
    name: 'If-None-Match',
    in: 'header',
    required: false,
    description: 'The `ETag` of an answer you have: if nothing changed since, you get 304 without a body.',
    schema: { type: 'string', examples: ['"3q2-7wCzIb0xUYH8ZrZcQd4pT1M"'] },
  },
} as const;

/**
 * The headers of an endpoint's responses, as references.
 * @param status the response status, or undefined for any success
 */
export function headersOf(endpoint: Endpoint, status?: number): Json {
  const names: (keyof typeof answerHeaders)[] = ['X-Request-Id'];
  if (isForKeys(endpoint)) {
    names.push('RateLimit-Policy', 'RateLimit', 'RateLimit-Limit', 'RateLimit-Remaining', 'RateLimit-Reset');
  }
  if (isIdempotent(endpoint) && (status === undefined || status < 500)) names.push('Idempotency-Replayed');
  if ((status === undefined || status === 304) && isTagged(endpoint)) names.push('ETag');
  if (status === undefined && locationOf(endpoint, nounOf(endpoint)) !== undefined) names.push('Location');
  if (status === 401) names.push('WWW-Authenticate');
  if (status === 415) names.push('Accept', 'Accept-Encoding');
  if (status === 429 || status === 503) names.push('Retry-After');
  if (endpoint.deprecated) names.push('Deprecation', 'Link');
  if (endpoint.deprecated?.sunset) names.push('Sunset');
  return Object.fromEntries(names.map((name) => [name, { $ref: `#/components/headers/${name}` }]));
}

function nounOf({ id }: Endpoint): Readonly<Record<string, Endpoint>> {
  return api[id.split('.')[0] as keyof typeof api];
}
