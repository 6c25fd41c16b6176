import * as z from 'zod';
import { allEndpoints } from './api.ts';
import { basePath, type Endpoint } from './endpoint.ts';
import { errorStatus, errorsOf, Problem } from './errors.ts';
import { Permission } from './permissions.ts';

type Json = Record<string, unknown>;

/**
 * The OpenAPI 3.1 document of the whole API.
 * @param options.publicUrl where the API is reached, without a trailing slash
 * @param options.titleOf the readable title of an error code
 */
export function openApiDocument(options: {
  publicUrl: string;
  version: string;
  titleOf: (code: keyof typeof errorStatus) => string;
}): Json {
  const components: Json = {};
  const paths: Record<string, Json> = { ...operationPaths };
  for (const endpoint of allEndpoints) {
    const path = `${basePath}${endpoint.path.replace(/:(\w+)/g, '{$1}')}`;
    const operations = paths[path] ?? {};
    operations[endpoint.method.toLowerCase()] = operation(endpoint, components, options.titleOf);
    paths[path] = operations;
  }
  jsonSchema(Problem, components);
  return {
    openapi: '3.1.0',
    info: {
      title: 'Muster API',
      version: options.version,
      summary: 'Users, user groups, invitations and activation of a company account.',
      description:
        'Lists are keyset-paged: pass `nextCursor` as `cursor`. Errors are problem documents (RFC 9457) whose `code` never changes its meaning.',
      license: { name: 'MIT', identifier: 'MIT' },
    },
    servers: [{ url: options.publicUrl }],
    tags: tags(),
    paths,
    components: {
      schemas: components,
      securitySchemes: {
        cookie: {
          type: 'apiKey',
          in: 'cookie',
          name: 'muster_access',
          description: 'Set by signing in; short-lived and renewed by `POST /auth/refresh`.',
        },
      },
    },
    'x-permissions': Permission.options,
  };
}

const tagDescriptions: Readonly<Record<string, string>> = {
  auth: 'Sign up, sign in and out, and passwords.',
  me: 'The signed-in person, their accounts and their sign-ins.',
  activation: 'What an employee does with the mailed link.',
  users: 'The people of the account.',
  bulkOperations: 'One thing done to many users.',
  userImports: 'Users from a spreadsheet.',
  savedViews: 'Filters of the users list, kept under a name.',
  groups: 'User groups and who is in them.',
  invitations: 'Offers to activate, and how their mails fared.',
  account: 'Settings, branding, seats and figures.',
  notifications: 'What admins are told, and the live stream.',
  emailTemplates: 'The texts of the mails the account sends.',
  emails: 'The outbox: mails and how they fared.',
  auditEvents: 'Who did what to whom, and when.',
  service: 'What this installation offers.',
  mailbox: 'Captured mail, where none is really sent.',
  operation: "What operators' tools ask.",
};

/** What operators' tools ask, outside the versioned API. */
const operationPaths: Record<string, Json> = {
  '/healthz': operationPath('healthz', 'Whether the process is up', 'application/json', false),
  '/readyz': operationPath(
    'readyz',
    'Whether database, migrations and queue are ready',
    'application/json',
    true,
  ),
  '/metrics': operationPath('metrics', 'Figures in the Prometheus text format', 'text/plain', false),
};

function operationPath(id: string, summary: string, type: string, mayBeUnready: boolean): Json {
  const content = { [type]: { schema: { type: type === 'text/plain' ? 'string' : 'object' } } };
  return {
    get: {
      operationId: `operation.${id}`,
      tags: ['operation'],
      summary,
      security: [],
      responses: {
        200: { description: summary, content },
        ...(mayBeUnready ? { 503: { description: 'Not ready; the answer says which part.', content } } : {}),
        '4XX': { description: 'Refused before it was looked at.' },
      },
    },
  };
}

function tags() {
  const nouns = new Set(allEndpoints.map(({ id }) => id.split('.')[0] ?? id));
  return [...nouns, 'operation'].map((name) => ({ name, description: tagDescriptions[name] ?? name }));
}

function operation(
  endpoint: Endpoint,
  components: Json,
  titleOf: (code: keyof typeof errorStatus) => string,
): Json {
  const isPublic = endpoint.access === 'public';
  const permission = isPublic || endpoint.access === 'signed-in' ? undefined : endpoint.access;
  return {
    operationId: endpoint.id,
    tags: [endpoint.id.split('.')[0]],
    summary: endpoint.summary,
    ...(endpoint.description ? { description: endpoint.description } : {}),
    security: isPublic ? [] : [{ cookie: [] }],
    ...(permission ? { 'x-permission': permission } : {}),
    parameters: [
      ...parameters(endpoint.params, 'path', components),
      ...parameters(endpoint.query, 'query', components),
    ],
    ...requestBody(endpoint, components),
    responses: { ...successes(endpoint, components), ...failures(endpoint, titleOf) },
  };
}

function requestBody({ body, rawBody, multipart }: Endpoint, components: Json): Json {
  if (rawBody) {
    const content = Object.fromEntries(rawBody.map((type) => [type, { schema: { type: 'object' } }]));
    return { requestBody: { required: false, content } };
  }
  if (multipart) return { requestBody: { required: true, content: formContent(multipart, components) } };
  if (!body) return {};
  const content = { 'application/json': { schema: jsonSchema(body, components) } };
  return { requestBody: { required: !body.safeParse(undefined).success, content } };
}

function formContent(fields: z.ZodObject, components: Json): Json {
  const { properties, ...form } = jsonSchema(fields, components) as { properties?: Json };
  const file = { type: 'string', contentMediaType: 'application/octet-stream' };
  const schema = { ...form, properties: { ...properties, file }, required: ['file'] };
  return { 'multipart/form-data': { schema } };
}

function successes(endpoint: Endpoint, components: Json): Json {
  const type = endpoint.contentType ?? 'application/json';
  const schema = endpoint.response ? jsonSchema(endpoint.response, components) : { type: 'string' };
  const hasBody = endpoint.response !== undefined || endpoint.contentType !== undefined;
  const answer = { description: endpoint.summary, ...(hasBody ? { content: { [type]: { schema } } } : {}) };
  const also = endpoint.alsoStatus ? { [endpoint.alsoStatus]: answer } : {};
  return { ...also, [endpoint.status]: answer };
}

function failures(endpoint: Endpoint, titleOf: (code: keyof typeof errorStatus) => string): Json {
  const byStatus = new Map<number, (keyof typeof errorStatus)[]>();
  for (const code of errorsOf(endpoint)) {
    const status = errorStatus[code];
    byStatus.set(status, [...(byStatus.get(status) ?? []), code]);
  }
  const answers = [...byStatus].map(([status, codes]) => [
    status,
    {
      description: codes.map((code) => `\`${code}\`: ${titleOf(code)}`).join('; '),
      'x-error-codes': codes,
      ...(status === 429 || status === 503
        ? { headers: { 'Retry-After': { description: 'Seconds to wait.', schema: { type: 'integer' } } } }
        : {}),
      content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
    },
  ]);
  return Object.fromEntries(answers);
}

function parameters(schema: z.ZodObject | undefined, place: 'path' | 'query', components: Json): Json[] {
  if (!schema) return [];
  const object = jsonSchema(schema, components) as { properties?: Record<string, Json>; required?: string[] };
  return Object.entries(object.properties ?? {}).map(([name, property]) => ({
    name,
    in: place,
    required: place === 'path' || (object.required ?? []).includes(name),
    ...(typeof property.description === 'string' ? { description: property.description } : {}),
    schema: property,
  }));
}

/** JSON Schema (2020-12) of a wire shape; schemas with an id move to the components. */
function jsonSchema(schema: z.ZodType, components: Json): Json {
  const options = { io: 'input', target: 'draft-2020-12', unrepresentable: 'any' } as const;
  const text = JSON.stringify(z.toJSONSchema(schema, options)).replaceAll(
    '#/$defs/',
    '#/components/schemas/',
  );
  const {
    $schema: _dialect,
    $defs,
    id,
    ...own
  } = JSON.parse(text) as Json & { $defs?: Record<string, Json>; id?: string };
  for (const [name, { id: _id, ...definition }] of Object.entries($defs ?? {})) components[name] = definition;
  if (id === undefined) return own;
  components[id] = own;
  return { $ref: `#/components/schemas/${id}` };
}
