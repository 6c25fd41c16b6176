import * as z from 'zod';
import { allEndpoints } from '../api.ts';
import { EventType, Permission } from '../catalogue.ts';
import { Problem } from '../errors.ts';
import { basePath } from '../kit/endpoint.ts';
import { Id } from '../kit/primitives.ts';
import { Role } from '../permissions.ts';
import { changePolicy } from './change-policy.ts';
import { describeFields, parameterDescription } from './descriptions.ts';
import { answerHeaders, requestHeaders } from './headers.ts';
import { type Json, openComponents } from './json-schema.ts';
import { operation } from './operation.ts';
import { operationPaths } from './operation-paths.ts';
import { problemExamples, type TextsOf } from './problems.ts';
import { tags } from './tags.ts';
import { webhookHeaders, webhooks } from './webhooks.ts';

/**
 * Builds the OpenAPI 3.1 document of the whole API.
 * @param options.publicUrl the public URL of the API, without a trailing slash
 * @param options.version the version of the product
 * @param options.textsOf returns the texts of an error code
 * @throws Error if a contract lacks something the document needs, e.g. an example
 */
export function openApiDocument(options: { publicUrl: string; version: string; textsOf: TextsOf }): Json {
  const components = openComponents();
  nameEnumerations();
  components.schemaOf(Problem, 'answer');
  const paths: Record<string, Json> = {};
  for (const endpoint of allEndpoints) {
    const path = `${basePath}${endpoint.path.replace(/:(\w+)/g, '{$1}')}`;
    const operations = paths[path] ?? {};
    operations[endpoint.method.toLowerCase()] = operation(endpoint, components, options.textsOf);
    paths[path] = operations;
  }
  const hooks = webhooks(components);
  describe(paths, components.schemas);
  return {
    openapi: '3.1.0',
    info: info(options.version, options.publicUrl),
    servers: [{ url: options.publicUrl }],
    tags: tags(),
    paths: { ...paths, ...operationPaths },
    webhooks: hooks,
    components: {
      schemas: components.schemas,
      responses: components.responses,
      parameters: { ...requestHeaders, ...webhookHeaders },
      headers: usedHeaders({ paths, ...components }),
      examples: problemExamples(options.publicUrl, options.textsOf),
      securitySchemes,
    },
    'x-permissions': Permission.options,
  };
}

/**
 * Says what every field and parameter is.
 * @throws Error if nobody says what one is
 */
function describe(paths: Readonly<Record<string, Json>>, schemas: Readonly<Record<string, Json>>): void {
  const operations = Object.values(paths).flatMap((path) => Object.values(path) as Operation[]);
  const missing = [
    ...Object.entries(schemas).flatMap(([name, schema]) => describeFields(schema, name)),
    ...operations.flatMap(describeOperation),
  ];
  if (missing.length > 0) throw new Error(`Nothing says what these are: ${missing.join(', ')}.`);
}

interface Operation {
  readonly operationId: string;
  readonly parameters: readonly { readonly name?: string; description?: string }[];
  readonly requestBody?: Body;
  readonly responses: Readonly<Record<string, Body>>;
}

interface Body {
  readonly content?: Readonly<Record<string, { readonly schema: Json }>>;
}

function describeOperation({ operationId, parameters, requestBody, responses }: Operation): string[] {
  const missing = parameters.flatMap((parameter) => {
    const { name, description = parameterDescription(name ?? '') } = parameter;
    if (name === undefined) return [];
    if (description === undefined) return [`${operationId}(${name})`];
    parameter.description = description;
    return [];
  });
  const contents = [requestBody, ...Object.values(responses)].flatMap((body) =>
    Object.values(body?.content ?? {}),
  );
  return [...missing, ...contents.flatMap(({ schema }) => describeFields(schema, operationId))];
}

/** The headers that some response uses: usually nothing is deprecated. */
function usedHeaders(parts: Json): Json {
  const text = JSON.stringify(parts);
  return Object.fromEntries(
    Object.entries(answerHeaders).filter(([name]) => text.includes(`#/components/headers/${name}"`)),
  );
}

function info(version: string, publicUrl: string): Json {
  return {
    title: 'Muster API',
    version,
    summary: 'Users, user groups, invitations and activation of a company account.',
    description: [
      'Authenticate with an API key (`Authorization: Bearer mst_…`) or with the cookies of a sign-in.',
      'Lists are paginated with cursors: pass `nextCursor` as `cursor`.',
      'Errors are problem documents (RFC 9457) whose `code` never changes its meaning. ' +
        'Their texts are in the language of `Accept-Language` (`en`, `de`).',
      'Requests with unknown fields are refused. Responses may get more fields: ignore those you do not know.',
      '`x-change-policy` says what stays the same in version 1, and how other changes are announced.',
    ].join('\n\n'),
    contact: { name: 'Muster', url: `${publicUrl}/api/docs` },
    license: { name: 'MIT', identifier: 'MIT' },
    'x-change-policy': changePolicy,
  };
}

const securitySchemes: Json = {
  cookie: {
    type: 'apiKey',
    in: 'cookie',
    name: 'muster_access',
    description:
      'Set when you sign in. Short-lived, and renewed by `POST /auth/refresh`. With https its name is `__Host-muster_access`.',
  },
  apiKey: {
    type: 'http',
    scheme: 'bearer',
    bearerFormat: 'mst_…',
    description:
      'A key of `POST /api-keys`. Its scopes are the permissions of the endpoints (`x-permission`); ' +
      'it never has more permissions than its creator.',
  },
};

/** Gives ids and the long enumerations a component each, so that the document does not repeat them. */
function nameEnumerations(): void {
  for (const [id, schema] of Object.entries({ EventType, Permission, Role, Id })) {
    z.globalRegistry.add(schema, { ...z.globalRegistry.get(schema), id });
  }
}
