import { defined } from '@muster/contracts/kit/defined';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';

export type Json = Record<string, unknown>;

/** An operation of the OpenAPI document; references are resolved on access. */
export interface Operation {
  readonly id: string;
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly path: string;
  readonly parameters: readonly { name: string; in: 'path' | 'query' | 'header'; schema: Json }[];
  /** Content type and schema of the request body. */
  readonly body?: { readonly type: string; readonly schema: Json };
  readonly responses: Readonly<Record<string, Json>>;
}

/** The contents of the document, and checks against it. */
export interface Described {
  readonly operations: readonly Operation[];
  /** The schema that a reference points to, or the schema itself. */
  resolve(schema: Json): Json;
  /** What is wrong with a response according to the document alone, or undefined. */
  faultOf(operation: Operation, answer: Answer): string | undefined;
  /** Whether a JSON body has the shape of the document's schema; formats are left to the server. */
  isShaped(operation: Operation, body: unknown): boolean;
}

export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly body: unknown;
}

/** Reads an OpenAPI document, as a client that knows nothing else of the API. */
export function readDocument(document: Json): Described {
  const [strict, shapes] = [new Ajv2020(settings), new Ajv2020({ ...settings, validateFormats: false })];
  addFormats.default(strict);
  for (const ajv of [strict, shapes]) ajv.addSchema({ ...document, $id: 'document' });
  const resolve = (thing: Json): Json => {
    if (typeof thing.$ref !== 'string') return thing;
    const { $ref, ...own } = thing;
    const steps = $ref.slice(2).split('/');
    const found = steps.reduce<unknown>((at, step) => (at as Json)[step], document) as Json;
    return { ...resolve(found), ...own };
  };
  const operations = Object.entries(document.paths as Record<string, Record<string, Json>>)
    .filter(([path]) => path.startsWith('/api/v1/'))
    .flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, given]) => readOperation(path, method, given, resolve)),
    );
  const known = new WeakMap<Json, [ValidateFunction, ValidateFunction]>();
  const validators = (schema: Json) => {
    const made = known.get(schema) ?? [strict.compile(absolute(schema)), shapes.compile(absolute(schema))];
    known.set(schema, made);
    return made;
  };
  return {
    operations,
    resolve,
    isShaped: ({ body }, value) => body !== undefined && validators(body.schema)[1](value),
    faultOf(operation, { status, headers, body }) {
      if (status >= 500) return 'it failed';
      const response = operation.responses[status];
      if (!response) return 'the status is not declared';
      if (!headers['x-request-id']) return 'it has no X-Request-Id';
      if ('Retry-After' in ((response.headers ?? {}) as Json) && !(Number(headers['retry-after']) > 0))
        return 'it has no Retry-After';
      const content = response.content as Record<string, { schema: Json }> | undefined;
      if (!content) return body === '' ? undefined : 'it has a body and none is declared';
      const type = String(headers['content-type']).split(';')[0] ?? '';
      const media = content[type] ?? (type.startsWith('image/') ? content['image/*'] : undefined);
      if (!media) return `${type} is not declared`;
      const [validate] = validators(media.schema);
      return validate(body) ? undefined : strict.errorsText(validate.errors);
    },
  };
}

const settings = { strict: false, allErrors: false, logger: false } as const;

function readOperation(path: string, method: string, given: Json, resolve: (thing: Json) => Json): Operation {
  const parameters = ((given.parameters ?? []) as Json[]).map(resolve) as never;
  const [body] = Object.entries(((given.requestBody as Json)?.content ?? {}) as Record<string, Json>);
  const responses = Object.entries(given.responses as Record<string, Json>).map(
    ([status, response]) => [status, resolve(response)] as const,
  );
  return defined({
    id: String(given.operationId),
    method: method.toUpperCase() as Operation['method'],
    path,
    parameters,
    body: body ? { type: body[0], schema: body[1].schema as Json } : undefined,
    responses: Object.fromEntries(responses),
  });
}

/** A schema whose references point into its original document. */
function absolute(schema: Json): Json {
  return JSON.parse(JSON.stringify(schema).replaceAll('"$ref":"#/', '"$ref":"document#/'));
}
