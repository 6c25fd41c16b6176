import { allEndpoints } from '@muster/contracts/api';
import { FieldError, Problem } from '@muster/contracts/errors';
import { eventChanges } from '@muster/contracts/event-catalogue';
import { EventData } from '@muster/contracts/integrations/webhook-events';
import { documentedSchema } from '@muster/contracts/kit/checked-later';
import type { Endpoint } from '@muster/contracts/kit/endpoint';
import type { JSONSchema } from 'json-schema-to-typescript';
import * as z from 'zod';

/** The JSON Schemas of all wire types, by type name. */
export type Definitions = Record<string, JSONSchema>;

/** The types of one endpoint's function. */
export interface Signature {
  readonly endpoint: Endpoint;
  /** The input type; undefined if there is none. */
  readonly input: string | undefined;
  readonly mayOmitInput: boolean;
  /** The result type; undefined if the response has no JSON body. */
  readonly result: string | undefined;
  /** The type of one entry, if the response is a page of a list. */
  readonly item: string | undefined;
}

/** Collects the schemas of the whole API and the endpoints that use them. */
export function collectSchemas(): {
  readonly definitions: Definitions;
  readonly signatures: readonly Signature[];
} {
  const definitions: Definitions = {};
  for (const schema of [Problem, EventData]) wireSchema(schema, definitions);
  wireSchema(z.object(eventChanges).meta({ id: 'EventChanges' }), definitions);
  definitions.FieldError = wireSchema(FieldError, definitions);
  const signatures = allEndpoints.map((endpoint) => signatureOf(endpoint, definitions));
  definitions.FeedEvent = feedEvent;
  return { definitions, signatures };
}

function signatureOf(endpoint: Endpoint, definitions: Definitions): Signature {
  const name = endpoint.id.split('.').map(capitalised).join('');
  const input = inputSchema(endpoint, definitions);
  if (input) definitions[`${name}Input`] = input;
  const result = endpoint.response && wireSchema(endpoint.response, definitions);
  const isPage =
    result !== undefined &&
    ['nextCursor', 'nextAfter'].some((end) => end in propertiesOf(result, definitions));
  return {
    endpoint,
    input: input && `${name}Input`,
    mayOmitInput: input === undefined || isAllOptional(input),
    result: result && nameOf(result, `${name}${isPage ? 'Page' : 'Result'}`, definitions),
    item: isPage ? itemOf(result, `${name}Item`, definitions) : undefined,
  };
}

/** Combines path parameters, query and body into the one object a function takes. */
function inputSchema(
  { params, query, body, multipart, rawBody }: Endpoint,
  definitions: Definitions,
): JSONSchema | undefined {
  const parts = [params, query, multipart]
    .filter((part) => part !== undefined)
    .map((part) => wireSchema(part, definitions));
  if (multipart) parts.push({ type: 'object', properties: { file: blob }, required: ['file'] });
  if (rawBody) parts.push({ type: 'object', properties: { body: rawText } });
  const bodySchema = body && wireSchema(body, definitions);
  const plain = [...parts, ...(bodySchema?.properties ? [bodySchema] : [])];
  const merged: JSONSchema = {
    type: 'object',
    properties: Object.assign({}, ...plain.map((part) => part.properties)),
    required: plain.flatMap((part) => (Array.isArray(part.required) ? part.required : [])),
  };
  // A body that is a union cannot be merged, so it stays separate.
  if (bodySchema && !bodySchema.properties) {
    return plain.length > 0 ? { allOf: [merged, bodySchema] } : bodySchema;
  }
  return plain.length > 0 ? merged : undefined;
}

// A union of all types of events, which JSON Schema would write out once for each.
const feedEvent: JSONSchema = {
  tsType: 'MusterEvent & { readonly id: string }',
  description: 'An event of the feed.',
};

const blob: JSONSchema = {
  tsType: 'Blob',
  description: 'The file: a `File`, whose name is kept, or a `Blob`, e.g. of `fs.openAsBlob` in Node.',
};
const rawText: JSONSchema = { tsType: 'string | Blob', description: 'Sent as it is.' };

function isAllOptional({ allOf, anyOf, required }: JSONSchema): boolean {
  return !allOf && !anyOf && (!Array.isArray(required) || required.length === 0);
}

function itemOf(page: JSONSchema, name: string, definitions: Definitions): string {
  const { items } = propertiesOf(page, definitions).data ?? {};
  return nameOf(items as JSONSchema, name, definitions);
}

function propertiesOf(schema: JSONSchema, definitions: Definitions): Record<string, JSONSchema> {
  return (resolve(schema, definitions).properties ?? {}) as Record<string, JSONSchema>;
}

function resolve(schema: JSONSchema, definitions: Definitions): JSONSchema {
  const name = schema.$ref?.split('/').at(-1);
  return (name !== undefined && definitions[name]) || schema;
}

/** Returns the name of a schema, and registers it if it is new. */
function nameOf(schema: JSONSchema, name: string, definitions: Definitions): string {
  const known = schema.$ref?.split('/').at(-1);
  if (known !== undefined) return known;
  definitions[name] = schema;
  return name;
}

/** The JSON Schema of a wire type; schemas with an id move to the definitions. */
function wireSchema(schema: z.ZodType, definitions: Definitions): JSONSchema {
  const options = { io: 'input', target: 'draft-2020-12', unrepresentable: 'any' } as const;
  const json = z.toJSONSchema(schema, {
    ...options,
    override({ zodSchema, jsonSchema }) {
      const entry = documentedSchema(zodSchema);
      if (entry) Object.assign(jsonSchema, z.toJSONSchema(entry, options));
      describeDefault(jsonSchema);
    },
  });
  const {
    $schema: _dialect,
    $defs = {},
    id,
    ...own
  } = json as JSONSchema & { $defs?: Definitions; id?: string };
  for (const [name, { id: _id, ...definition }] of Object.entries($defs)) definitions[name] = definition;
  if (id === undefined) return own as JSONSchema;
  definitions[id] = own as JSONSchema;
  return { $ref: `#/$defs/${id}` };
}

function describeDefault(schema: { default?: unknown; description?: string }): void {
  if (schema.default === undefined) return;
  const text = `Default: \`${JSON.stringify(schema.default)}\`.`;
  schema.description = schema.description ? `${schema.description} ${text}` : text;
}

function capitalised(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}
