import * as z from 'zod';
import { documentedSchema } from '../kit/checked-later.ts';

export type Json = Record<string, unknown>;

/** Whether a schema describes a request or a response: defaults make them differ. */
export type Direction = 'request' | 'answer';

/** Collects the named schemas and responses of a document. */
export interface Components {
  readonly schemas: Record<string, Json>;
  readonly responses: Record<string, Json>;
  /**
   * Returns the JSON Schema (2020-12) of a wire type; schemas with an id move to the components.
   * @throws Error if a schema with an id differs between requests and responses
   */
  schemaOf(schema: z.ZodType, direction: Direction): Json;
}

/** Creates an empty collection. */
export function openComponents(): Components {
  const schemas: Record<string, Json> = {};
  const keep = (name: string, schema: Json) => {
    const known = schemas[name];
    if (known && JSON.stringify(known) !== JSON.stringify(schema)) {
      throw new Error(`The schema ${name} differs between requests and answers: it needs two ids.`);
    }
    schemas[name] = schema;
  };
  return {
    schemas,
    responses: {},
    schemaOf(schema, direction) {
      const { $defs = {}, id, ...own } = convert(schema, direction) as Json & { $defs?: Json; id?: string };
      for (const [name, definition] of Object.entries($defs)) {
        const { id: _id, ...rest } = definition as Json;
        keep(name, rest);
      }
      if (id === undefined) return own;
      keep(id, own);
      return { $ref: `#/components/schemas/${id}` };
    },
  };
}

/** Resolves a `$ref` of the document; returns other schemas unchanged. */
export function resolve(schema: Json, schemas: Record<string, Json>): Json {
  const name = typeof schema.$ref === 'string' ? schema.$ref.split('/').at(-1) : undefined;
  return name === undefined ? schema : (schemas[name] ?? {});
}

function convert(schema: z.ZodType, direction: Direction): Json {
  const { $schema: _dialect, ...json } = z.toJSONSchema(schema, {
    io: direction === 'request' ? 'input' : 'output',
    target: 'draft-2020-12',
    unrepresentable: 'any',
    override({ zodSchema, jsonSchema }) {
      const entry = documentedSchema(zodSchema);
      if (entry) Object.assign(jsonSchema, convert(entry, direction));
      // Times are `Date`s only inside the server.
      if (zodSchema._zod.def.type === 'date')
        Object.assign(jsonSchema, { type: 'string', format: 'date-time' });
      // Responses may get more fields (docs/guides/changes.md); only requests are closed.
      if (direction === 'answer' && jsonSchema.additionalProperties === false) {
        delete jsonSchema.additionalProperties;
      }
      // `example` is a keyword of OpenAPI 3.0; JSON Schema has `examples`, a list.
      if ('example' in jsonSchema) {
        jsonSchema.examples = [jsonSchema.example];
        delete jsonSchema.example;
      }
    },
  });
  return JSON.parse(JSON.stringify(json).replaceAll('#/$defs/', '#/components/schemas/'));
}
