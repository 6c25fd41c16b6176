import { type ErrorCode, errorCodes, errorStatus } from '../catalogue.ts';
import type { Endpoint } from '../kit/endpoint.ts';
import { errorsOf, isForKeys, isIdempotent } from '../kit/endpoint-errors.ts';
import { routingErrors } from '../kit/http.ts';
import { headersOf } from './headers.ts';
import type { Components, Json } from './json-schema.ts';

/** The texts of an error code in the document's language. */
export type TextsOf = (code: ErrorCode) => { readonly title: string; readonly detail: string };

const requestId = '0192f0c1-2d3e-7a4b-8c5d-6e7f8a9b0c1d';
/** Extra members of some problem documents. */
const extensions: Partial<Record<ErrorCode, Json>> = {
  selection_changed: { count: 13 },
  user_exists: { userId: '0192f0c1-2d3e-7a4b-8c5d-6e7f8a9b0c1d' },
  validation_failed: {
    errors: [{ pointer: '#/email', detail: 'Enter an e-mail address.', code: 'email_invalid' }],
  },
};

/** Builds an example of each error code, for the components. */
export function problemExamples(publicUrl: string, textsOf: TextsOf): Record<string, Json> {
  const described = errorCodes.filter((code) => !routingErrors.includes(code));
  const examples = described.map((code) => {
    const { title, detail } = textsOf(code);
    const status = errorStatus[code];
    const type = `${publicUrl}/api/problems/${code}`;
    const value = { type, title, status, detail, code, requestId, ...extensions[code] };
    return [code, { summary: title, value }];
  });
  return Object.fromEntries(examples);
}

/**
 * Builds the error responses of an endpoint by status, each with its codes: described, as an enumeration and
 * as examples. Endpoints with equal responses share a component.
 */
export function failures(endpoint: Endpoint, components: Components, textsOf: TextsOf): Json {
  const byStatus = new Map<number, ErrorCode[]>();
  for (const code of errorsOf(endpoint)) {
    const status = errorStatus[code];
    byStatus.set(status, [...(byStatus.get(status) ?? []), code]);
  }
  return Object.fromEntries(
    [...byStatus].map(([status, codes]) => {
      const answer = failure(status, codes, textsOf, headersOf(endpoint, status));
      // A deprecated endpoint has its own headers, so its response is not shared.
      if (endpoint.deprecated) return [status, answer];
      const marks = [isForKeys(endpoint) && 'limited', isIdempotent(endpoint) && 'idempotent'].filter(
        (mark) => mark !== false,
      );
      const words = [...codes, ...marks].join('_').split('_');
      const name = `Status${status}${words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join('')}`;
      components.responses[name] = answer;
      return [status, { $ref: `#/components/responses/${name}` }];
    }),
  );
}

function failure(status: number, codes: readonly ErrorCode[], textsOf: TextsOf, headers: Json): Json {
  const narrowed = {
    type: 'object',
    properties: { status: { type: 'integer', const: status }, code: { type: 'string', enum: codes } },
  };
  return {
    description: codes.map((code) => `\`${code}\`: ${textsOf(code).title}`).join('; '),
    'x-error-codes': codes,
    headers,
    content: {
      'application/problem+json': {
        schema: { allOf: [{ $ref: '#/components/schemas/Problem' }, narrowed] },
        examples: Object.fromEntries(codes.map((code) => [code, { $ref: `#/components/examples/${code}` }])),
      },
    },
  };
}
