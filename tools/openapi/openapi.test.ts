import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { publishedDocument } from '../../apps/api/src/platform/http/docs/published-document.ts';
import { breakingChanges, type OpenApi, surfaceOf } from './surface.ts';

const inDocs = (name: string) => readFileSync(new URL(`../../docs/${name}`, import.meta.url), 'utf8');
const promised = inDocs('openapi-v1.txt').trim().split('\n');
const rewrite = 'run `node tools/write-openapi.ts` and read what changed';

test('the committed document matches the contracts', () => {
  // Compares with a boolean, because a diff of such long texts would be unreadable; use `git diff`.
  expect(inDocs('openapi.json') === publishedDocument(), `docs/openapi.json is out of date: ${rewrite}`).toBe(
    true,
  );
});

test('the public surface of version 1 is intact', () => {
  const broken = breakingChanges(promised, surfaceOf(JSON.parse(publishedDocument())));
  expect(broken, 'docs/guides/changes.md explains how to change the public surface').toEqual([]);
});

test('the whole public surface is recorded', () => {
  const known = new Set(promised);
  const unwritten = surfaceOf(JSON.parse(publishedDocument())).filter((line) => !known.has(line));
  expect(unwritten, rewrite).toEqual([]);
  expect(promised.length).toBeGreaterThan(2000);
});

describe('the surface is broken by', () => {
  const before = surfaceOf(JSON.parse(publishedDocument()));
  type Draft = { [key: string]: Draft } & Draft[] & string;
  /** Returns the breaking changes after a change to the document. */
  const brokenBy = (change: (document: Draft) => void) => {
    const document = JSON.parse(publishedDocument());
    change(document);
    return breakingChanges(before, surfaceOf(document as OpenApi));
  };
  const createGroup = (document: Draft) =>
    document.paths?.['/api/v1/groups']?.post?.requestBody?.content?.['application/json']?.schema as Draft;
  const dataOf = (document: Draft, event: string) =>
    document.components?.schemas?.[event]?.properties?.data?.properties as Draft;
  const changesOf = (document: Draft, event: string) => dataOf(document, event).changes?.properties as Draft;
  const put = (target: unknown, name: string, value: unknown) =>
    Object.assign(target as object, { [name]: value });
  const drop = (target: unknown, name: string) => delete (target as Record<string, unknown>)[name];

  test.each<[string, (document: Draft) => void, string]>([
    ['a removed path', (d) => drop(d.paths, '/api/v1/groups'), 'groups.list is GET /api/v1/groups'],
    ['a removed method', (d) => drop(d.paths?.['/api/v1/groups'], 'post'), 'groups.create answers 201'],
    [
      'another permission',
      (d) => put(d.paths?.['/api/v1/groups']?.get, 'x-permission', 'users:read'),
      'asks',
    ],
    [
      'a response without a field',
      (d) => drop(d.components?.schemas?.Group?.properties, 'name'),
      '.name: string',
    ],
    [
      'a response field that may be null',
      (d) => put(d.components?.schemas?.Group?.properties?.name, 'type', ['string', 'null']),
      'groups.create answers 201 application/json.name: string',
    ],
    [
      'a request without a field',
      (d) => drop(createGroup(d).properties, 'description'),
      '.description: string',
    ],
    ['a value that is refused', (d) => put(d.components?.schemas?.Role, 'enum', ['owner']), '= "member"'],
    [
      'an input that has become required',
      (d) => put(createGroup(d), 'required', ['name', 'description']),
      'needs',
    ],
    ['a tighter limit', (d) => put(createGroup(d).properties?.name, 'maxLength', 10), 'within maxLength 10'],
    ['a removed event type', (d) => drop(d.webhooks, 'user.activated'), 'event user.activated'],
    [
      'an event without a field',
      (d) => drop(dataOf(d, 'GroupCreatedEvent'), 'sequence'),
      'every event says application/json.data.sequence: integer',
    ],
    [
      'an event without one of its changes',
      (d) => drop(changesOf(d, 'UserCreatedEvent'), 'email'),
      'event user.created says application/json.data.changes.email: string',
    ],
  ])('%s', (_what, change, line) => {
    const broken = brokenBy(change);
    expect(
      broken.some((one) => one.includes(line)),
      broken.slice(0, 5).join('\n'),
    ).toBe(true);
  });

  test('an error code with another status', () => {
    const moved = before.map((line) => line.replace('error user_exists is 409', 'error user_exists is 422'));
    expect(breakingChanges(before, moved)).toEqual(['error user_exists is 409']);
  });

  test.each<[string, (document: Draft) => void]>([
    [
      'a new response field',
      (d) => put(d.components?.schemas?.Group?.properties, 'colour', { type: 'string' }),
    ],
    [
      'a new optional input',
      (d) => put(createGroup(d).properties, 'colour', { type: 'string', maxLength: 9 }),
    ],
    ['a wider limit', (d) => put(createGroup(d).properties?.name, 'maxLength', 400)],
    [
      'a new optional object with required fields',
      (d) =>
        put(createGroup(d).properties, 'style', {
          type: 'object',
          properties: { colour: { type: 'string' } },
          required: ['colour'],
        }),
    ],
    ['a new value in responses', (d) => put(d.components?.schemas?.EventType, 'type', 'string')],
  ])('but not by %s', (_what, change) => {
    expect(brokenBy(change)).toEqual([]);
  });
});
