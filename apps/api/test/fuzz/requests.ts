import fc from 'fast-check';
import type { InjectOptions } from 'fastify';
import type { Described, Json, Operation } from './document.ts';
import { anyJson, type Ids, valuesOf } from './values.ts';

/** A generated request, and what was done to it. */
export interface Drawn {
  readonly options: InjectOptions;
  /** How a valid request was broken, or `valid`. */
  readonly kind: string;
  /** Its JSON body. */
  readonly json?: unknown;
}

interface Parts {
  readonly path: Json;
  readonly query: Json;
  readonly headers: Json;
  readonly body: unknown;
}

/**
 * Generates requests of an operation: a third match the document, the others are broken in one way.
 * @param ids known and unknown ids, and those of another account, by the name of the parameter
 */
export function requestsOf(operation: Operation, described: Described, ids: Ids): fc.Arbitrary<Drawn> {
  const place = (where: string, onlySometimes: boolean) => {
    // Valid cursors come from responses; a generated one is always invalid.
    const own = operation.parameters.filter((one) => one.in === where && one.name !== 'cursor');
    const record = own.map(
      ({ name, schema }) =>
        [name, name === 'If-Match' ? conditions : valuesOf(schema, described, ids, name)] as const,
    );
    return fc.record(Object.fromEntries(record), {
      requiredKeys: onlySometimes ? [] : own.map(({ name }) => name),
      noNullPrototype: true,
    });
  };
  const parts: fc.Arbitrary<Parts> = fc.record({
    path: place('path', false),
    query: place('query', true),
    headers: place('header', true),
    body: operation.body ? valuesOf(operation.body.schema, described, ids, '') : fc.constant(undefined),
  });
  const valid = parts.map((drawn) => send(operation, drawn, 'valid'));
  return fc.oneof(valid, { weight: 2, arbitrary: parts.chain((drawn) => spoilt(operation, drawn)) });
}

/** A generated tag never fits, so most say that any state will do. */
const conditions = fc.constantFrom('*', '*', '*', '"another state"');

function spoilt(operation: Operation, parts: Parts): fc.Arbitrary<Drawn> {
  const names = Object.keys(parts.path);
  const inPath = fc
    .tuple(
      fc.constantFrom(...names, 'id'),
      fc.constantFrom('x', '%00', '%F0%9F%92%A9', '..%2f', 'a'.repeat(290), '0', '%ff', "'"),
    )
    .map(([name, value]) =>
      send(operation, { ...parts, path: { ...parts.path, [name]: { raw: value } } }, 'path'),
    );
  const inQuery = fc
    .tuple(fc.constantFrom(...queryNames(operation)), anyJson)
    .map(([name, value]) => send(operation, { ...parts, query: { ...parts.query, [name]: value } }, 'query'));
  const inHeader = fc
    .tuple(
      fc.constantFrom(
        'idempotency-key',
        'authorization',
        'accept-language',
        'x-request-id',
        'cookie',
        'origin',
      ),
      fc.constantFrom(
        '',
        'x',
        '"',
        'Bearer mst_live_nonsense',
        'Bearer ',
        'x'.repeat(300),
        '\u00e9',
        'muster_access=x',
        'https://elsewhere.example',
        '*',
      ),
    )
    .map(([name, value]) =>
      send(operation, { ...parts, headers: { ...parts.headers, [name]: value } }, `header ${name}`),
    );
  const general = [inPath, inQuery, inHeader];
  if (!operation.body) {
    const body = anyJson.map((value) => send(operation, { ...parts, body: value }, 'body where none is'));
    return fc.oneof(...general, body);
  }
  const changed = fc
    .tuple(
      fc.constantFrom(...bodyNames(parts.body)),
      anyJson,
      fc.constantFrom('replaced', 'dropped', 'nested'),
    )
    .map(([name, value, how]) =>
      send(operation, { ...parts, body: changeBody(parts.body, name, value, how) }, `body ${name} ${how}`),
    );
  const other = anyJson.map((value) => send(operation, { ...parts, body: value }, 'another body'));
  const broken = fc
    .tuple(
      fc.constantFrom(
        '{',
        '[',
        '{"a":}',
        '\u0000',
        '{"a":1}{',
        '"',
        '[1,]',
        'undefined',
        '{"__proto__":{}}',
        '﻿{}',
        '['.repeat(9_000),
      ),
      fc.constantFrom(
        'application/json',
        'application/json; charset=utf-16',
        'text/plain',
        'application/xml',
        'multipart/form-data',
        'multipart/form-data; boundary=x',
        'x',
      ),
    )
    .map(([payload, type]) => ({
      kind: `raw ${type}`,
      options: {
        ...send(operation, { ...parts, body: undefined }, '').options,
        payload,
        headers: { 'content-type': type },
      },
    }));
  return fc.oneof(...general, { weight: 4, arbitrary: changed }, other, broken);
}

function queryNames({ parameters }: Operation): string[] {
  return [
    ...parameters.filter((parameter) => parameter.in === 'query').map(({ name }) => name),
    'cursor',
    'limit',
    'nope',
  ];
}

function bodyNames(body: unknown): string[] {
  return [...Object.keys(typeof body === 'object' && body !== null ? body : {}), 'nope', 'constructor'];
}

function changeBody(body: unknown, name: string, value: unknown, how: string): unknown {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) return value;
  if (how === 'nested') return { ...body, [name]: { [name]: value } };
  if (how === 'replaced') return { ...body, [name]: value };
  return Object.fromEntries(Object.entries(body).filter(([key]) => key !== name));
}

function send(operation: Operation, { path, query, headers, body }: Parts, kind: string): Drawn {
  const url = operation.path.replace(/\{(\w+)\}/g, (_, name: string) => {
    const value = path[name];
    return typeof value === 'object' && value !== null
      ? String((value as { raw: string }).raw)
      : encode(String(value));
  });
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query))
    for (const one of Array.isArray(value) ? value : [value])
      search.append(name, typeof one === 'object' ? JSON.stringify(one) : String(one));
  const target = search.size > 0 ? `${url}?${search}` : url;
  const options: InjectOptions = {
    method: operation.method,
    url: target,
    headers: headers as Record<string, string>,
  };
  if (body === undefined) return { kind, options };
  if (operation.body?.type === 'multipart/form-data')
    return { kind, options: { ...options, payload: form(body) as never } };
  const type = { 'content-type': 'application/json' };
  return {
    kind,
    json: body,
    options: { ...options, headers: { ...type, ...options.headers }, payload: JSON.stringify(body) },
  };
}

/** Percent-encoding that never fails: lone surrogates have no encoding. */
function encode(text: string): string {
  return encodeURIComponent(text.toWellFormed()) || '%20';
}

function form(body: unknown): FormData {
  const data = new FormData();
  for (const [name, value] of Object.entries(
    typeof body === 'object' && body !== null ? body : { file: body },
  )) {
    if (name === 'file') data.append(name, new Blob([`email,name\n${String(value)}`]), 'staff.csv');
    else data.append(name, String(value));
  }
  return data;
}
