import type * as z from 'zod';
import { defined } from '../kit/defined.ts';
import { type Endpoint, isTagged } from '../kit/endpoint.ts';
import { isForKeys, isIdempotent } from '../kit/endpoint-errors.ts';
import { exampleOf } from './examples.ts';
import { headersOf } from './headers.ts';
import type { Components, Json } from './json-schema.ts';
import { failures, type TextsOf } from './problems.ts';

/** Builds the operation of an endpoint: access, inputs and all responses. */
export function operation(endpoint: Endpoint, components: Components, textsOf: TextsOf): Json {
  const { access, deprecated } = endpoint;
  const permission = access === 'public' || access === 'signed-in' ? undefined : access;
  const hints = [endpoint.description, deprecated && deprecationText(deprecated)].filter(Boolean);
  return defined({
    operationId: endpoint.id,
    tags: [endpoint.id.split('.')[0]],
    summary: endpoint.summary,
    description: [...hints, accessText(endpoint)].join('\n\n'),
    ...(deprecated ? deprecation(deprecated) : {}),
    security: security(endpoint),
    'x-permission': permission,
    parameters: [
      ...parameters(endpoint.params, 'path', components),
      ...parameters(endpoint.query, 'query', components),
      ...(isIdempotent(endpoint) ? [{ $ref: '#/components/parameters/IdempotencyKey' }] : []),
      ...(endpoint.isConditional ? [{ $ref: '#/components/parameters/IfMatch' }] : []),
      ...(isTagged(endpoint) ? [{ $ref: '#/components/parameters/IfNoneMatch' }] : []),
    ],
    ...requestBody(endpoint, components),
    responses: { ...successes(endpoint, components), ...failures(endpoint, components, textsOf) },
  });
}

function security(endpoint: Endpoint): Json[] {
  if (endpoint.access === 'public') return [];
  return isForKeys(endpoint) ? [{ apiKey: [endpoint.access] }, { cookie: [] }] : [{ cookie: [] }];
}

function accessText(endpoint: Endpoint): string {
  if (endpoint.access === 'public') return 'Public.';
  if (endpoint.access === 'signed-in') return 'For signed-in people; not for API keys.';
  if (!isForKeys(endpoint)) return `For people whose role has \`${endpoint.access}\`; not for API keys.`;
  return `Needs the permission \`${endpoint.access}\`, from a role or as a scope of an API key.`;
}

type Deprecated = NonNullable<Endpoint['deprecated']>;

function deprecationText({ since, sunset, replacement }: Deprecated): string {
  const end = sunset ? `, ends on ${sunset}` : '';
  return `**Deprecated** since ${since}${end}.${replacement ? ` Use \`${replacement}\` instead.` : ''}`;
}

function deprecation({ since, sunset, replacement }: Deprecated): Json {
  return defined({
    deprecated: true,
    'x-deprecated-since': since,
    'x-sunset': sunset,
    'x-replacement': replacement,
  });
}

function requestBody({ body, rawBody, multipart }: Endpoint, components: Components): Json {
  if (rawBody) {
    const content = rawBody.map((type) => [type, { schema: { type: 'object' }, example: {} }]);
    return { requestBody: { required: false, content: Object.fromEntries(content) } };
  }
  if (multipart) return { requestBody: { required: true, content: formContent(multipart, components) } };
  if (!body) return {};
  const schema = components.schemaOf(body, 'request');
  const example = exampleOf(schema, components.schemas, 'request');
  const isRequired = !body.safeParse(undefined).success;
  return { requestBody: { required: isRequired, content: { 'application/json': { schema, example } } } };
}

function formContent(fields: z.ZodObject, components: Components): Json {
  const { properties, ...form } = components.schemaOf(fields, 'request') as { properties?: Json };
  const file = { type: 'string', contentMediaType: 'application/octet-stream' };
  const schema = { ...form, properties: { ...properties, file }, required: ['file'] };
  const shown = exampleOf({ ...form, properties }, components.schemas, 'request') as Json;
  return {
    'multipart/form-data': { schema, example: { ...shown, file: 'email,name\nada@example.com,Ada\n' } },
  };
}

/** Examples of responses that are not JSON; images and workbooks have none. */
const texts: Readonly<Record<string, string>> = {
  'text/csv': 'email,firstName,lastName\r\nada@example.com,Ada,Lovelace\r\n',
  'text/event-stream': 'event: users.changed\ndata: {}\n\n',
  'text/html': '<!doctype html><title>Muster</title>',
  'text/plain': 'fine',
};

function successes(endpoint: Endpoint, components: Components): Json {
  const answer = {
    description: endpoint.summary,
    headers: headersOf(endpoint),
    ...successContent(endpoint, components),
  };
  const same = {
    description: 'Nothing changed since the `ETag` you sent.',
    headers: headersOf(endpoint, 304),
  };
  return {
    ...(endpoint.alsoStatus ? { [endpoint.alsoStatus]: answer } : {}),
    [endpoint.status]: answer,
    ...(isTagged(endpoint) ? { 304: same } : {}),
  };
}

function successContent({ response, contentType }: Endpoint, components: Components): Json {
  if (contentType !== undefined) {
    const example = texts[contentType];
    const schema = defined({ type: 'string', contentMediaType: example ? undefined : contentType });
    return { content: { [contentType]: defined({ schema, example }) } };
  }
  if (!response) return {};
  const schema = components.schemaOf(response, 'answer');
  const example = exampleOf(schema, components.schemas, 'answer');
  return { content: { 'application/json': { schema, example } } };
}

function parameters(
  schema: z.ZodObject | undefined,
  place: 'path' | 'query',
  components: Components,
): readonly Json[] {
  if (!schema) return [];
  const object = components.schemaOf(schema, 'request') as {
    properties?: Record<string, Json>;
    required?: string[];
  };
  return Object.entries(object.properties ?? {}).map(([name, { description, ...property }]) =>
    defined({
      name,
      in: place,
      required: place === 'path' || (object.required ?? []).includes(name),
      description,
      schema: property,
    }),
  );
}
