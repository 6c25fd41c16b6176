import { expect, test } from 'vitest';
import { encodedTag, entityTag, findTag } from './etag.ts';

const tag = entityTag('{"id":1}');

test('equal bodies have equal tags, others have others', () => {
  expect(tag).toMatch(/^"[\w-]{27}"$/);
  expect(entityTag('{"id":1}')).toBe(tag);
  expect(entityTag('{"id":2}')).not.toBe(tag);
  expect(encodedTag(tag, 'br')).toBe(`${tag.slice(0, -1)}.br"`);
});

test.each([
  ['the tag', tag, tag],
  ['the weak tag', `W/${tag}`, tag],
  ['the tag of a compressed answer', encodedTag(tag, 'br'), encodedTag(tag, 'br')],
  ['one of many', `"a", W/${encodedTag(tag, 'gzip')},"b"`, encodedTag(tag, 'gzip')],
  ['any', ' * ', tag],
  ['no header', undefined, undefined],
  ['another tag', entityTag('{}'), undefined],
  ['nothing in quotes', tag.slice(1, -1), undefined],
  ['an empty tag', '""', undefined],
  ['an open quote', `"${'a'.repeat(8_000)}`, undefined],
])('If-None-Match with %s', (_, header, found) => {
  expect(findTag(header, tag)).toBe(found);
});
