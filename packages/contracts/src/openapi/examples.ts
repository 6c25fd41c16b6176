import { entriesOf } from '../kit/fields.ts';
import { userFields } from '../people/user-fields.ts';
import { type Direction, type Json, resolve } from './json-schema.ts';

/** Example values by field name, for fields without an example in the contract. */
const byName: Readonly<Record<string, unknown>> = {
  ...Object.fromEntries(
    entriesOf(userFields).flatMap(([key, { type, example }]) => (type === 'text' ? [[key, example]] : [])),
  ),
  accountName: 'Acme',
  action: 'invite',
  allowedIps: '203.0.113.0/24',
  body: '<p>Hello {{ user.first_name }},</p><p><a href="{{ activation_url }}">Activate</a></p>',
  currentPassword: 'a fine horse battery',
  cursor: 'eyJhZnRlciI6ImFkYSJ9',
  defaultBody: '<p>Hello {{ user.first_name }},</p><p><a href="{{ activation_url }}">Activate</a></p>',
  defaultSubject: '{{ inviter.name }} invites you to {{ account.name }}',
  deliveryDetail: null,
  description: 'The people who keep the vans on the road.',
  detail: 'The text is too long.',
  device: 'Firefox on Windows',
  emails: 'ada@example.com',
  fileName: 'staff.csv',
  from: 'Acme <hello@muster.example>',
  groupNames: 'Drivers',
  groups: 'Drivers',
  groupsToCreate: 'Drivers',
  header: 'E-mail',
  html: '<p>Hello Ada,</p>',
  inviterName: 'Olga Owner',
  invitedBy: 'Olga Owner',
  ipAddress: '203.0.113.7',
  key: 'mst_live_…',
  lastAnswer: 'The server answered 500.',
  lastUsedIp: '203.0.113.7',
  logo: null,
  logoUrl: 'https://muster.example/api/v1/accounts/0192f0c1-2d3e-7a4b-8c5d-6e7f8a9b0c1d/logo',
  method: 'POST',
  name: 'Ada Lovelace',
  newPassword: 'a fine horse battery, changed',
  nextCursor: null,
  password: 'a fine horse battery',
  percent: 50,
  pointer: '#/email',
  primaryColor: '#4263eb',
  q: 'ada',
  reason: '550 5.1.1 The mailbox does not exist.',
  replacement: '/api/v1/users',
  requestId: '0192f0c1-2d3e-7a4b-8c5d-6e7f8a9b0c1d',
  responseExcerpt: 'ok',
  samples: 'ada@example.com',
  status: 200,
  subject: 'Olga Owner invites you to Acme',
  suggestion: null,
  supportEmail: 'help@example.com',
  text: 'Hello Ada,',
  timeZone: 'Europe/Berlin',
  title: 'The user exists already',
  to: 'ada@example.com',
  token: 'q1w2e3r4t5y6u7i8o9p0a1s2d3f4g5h6j7k8l9z0x1c',
  url: 'https://example.com/webhooks/muster',
  version: '1.0.0',
};

/** Example values for field names that mean something different in a certain component. */
const byComponent: Readonly<Record<string, Json>> = {
  Account: { name: 'Acme' },
  BulkPreview: { code: 'last_owner' },
  EventTarget: { type: 'user' },
  ApiKey: { name: 'Payroll' },
  ApiKeyWithSecret: { name: 'Payroll' },
  Group: { name: 'Drivers' },
  SavedView: { name: 'Not yet active' },
  TemplateVariable: { description: 'The first name.', example: 'Ada' },
};

/** The members that stand for the long enumerations; of others it is the first. */
const members: ReadonlySet<unknown> = new Set(['account.created', 'invitation', 'validation_failed']);

/**
 * Builds an example of a wire type from the examples, defaults and enum values in its schema.
 * @param schema as in the document
 * @param schemas the document's components
 * @param direction for a request, optional fields without their own example are left out
 * @throws Error for a string or pattern without an example, with its place
 */
export function exampleOf(schema: Json, schemas: Record<string, Json>, direction: Direction): unknown {
  return walk(schema, { schemas, direction, path: [] });
}

interface Place {
  readonly schemas: Record<string, Json>;
  readonly direction: Direction;
  readonly path: readonly string[];
  readonly component?: string;
}

function walk(given: Json, place: Place): unknown {
  const component = typeof given.$ref === 'string' ? given.$ref.split('/').at(-1) : undefined;
  const at = component === undefined ? place : { ...place, component };
  const [name = ''] = place.path.slice(-1);
  const particular = byComponent[place.component ?? '']?.[name];
  if (particular !== undefined) return particular;
  const schema = { ...resolve(given, place.schemas), ...given };
  if (Array.isArray(schema.examples)) return schema.examples[0];
  if (place.direction === 'request' && (schema.default ?? '') !== '') return schema.default;
  if ('const' in schema) return schema.const;
  if (Array.isArray(schema.enum)) return schema.enum.find((one) => members.has(one)) ?? schema.enum[0];
  const choices = schema.anyOf ?? schema.oneOf;
  if (Array.isArray(choices)) return choice(choices as Json[], at);
  if (Array.isArray(schema.type)) {
    return choice(
      schema.type.map((type) => ({ ...schema, type })),
      at,
    );
  }
  switch (schema.type) {
    case 'object':
      return objectExample(schema, at);
    case 'array':
      return (schema.maxItems as number) === 0 ? [] : [walk((schema.items ?? {}) as Json, at)];
    case 'boolean':
      return false;
    case 'null':
      return null;
    case 'integer':
    case 'number':
      return number(schema, at);
    case 'string':
      return text(schema, at);
    default:
      return {};
  }
}

/** A nullable field gets a value, unless null is usual for its name. */
function choice(choices: readonly Json[], place: Place): unknown {
  const [name = ''] = place.path.slice(-1);
  const mayBeNull = choices.some(({ type }) => type === 'null');
  if (mayBeNull && name in byName && byName[name] === null) return null;
  return walk(choices.find(({ type }) => type !== 'null') ?? {}, place);
}

function objectExample(schema: Json, place: Place): Json {
  const properties = (schema.properties ?? {}) as Record<string, Json>;
  const required = new Set((schema.required ?? []) as string[]);
  const shown = Object.entries(properties).filter(
    ([name, property]) =>
      required.has(name) || (place.direction === 'request' && isWorthShowing(name, property)),
  );
  return Object.fromEntries(shown.map(([name, property]) => [name, walk(property, inside(place, name))]));
}

/** Whether the example of a request should include an optional field. */
function isWorthShowing(name: string, property: Json): boolean {
  return 'default' in property || 'examples' in property || (name in byName && property.type === 'string');
}

function number(schema: Json, { path }: Place): number {
  const [name = ''] = path.slice(-1);
  const known = byName[name];
  const value = typeof known === 'number' ? known : 3;
  return Math.max(value, Number(schema.minimum ?? value));
}

function text(schema: Json, { path, component = '' }: Place): unknown {
  if (schema.format === 'date-time') return '2026-11-22T10:00:00.000Z';
  if (schema.format === 'uuid') return '0192f0c1-2d3e-7a4b-8c5d-6e7f8a9b0c1d';
  const [name = ''] = path.slice(-1);
  const known = byName[name];
  if (typeof known !== 'string')
    throw new Error(`${component}#/${path.join('/')} is a text without an example.`);
  return known;
}

function inside(place: Place, name: string): Place {
  return { ...place, path: [...place.path, name] };
}
