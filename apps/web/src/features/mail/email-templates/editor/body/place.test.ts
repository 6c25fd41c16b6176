import { expect, test } from 'vitest';
import { readBody, writeBody } from './body-html.ts';
import { findPlace } from './place.ts';

const body = [
  '<h1>Hello &amp; welcome, {{ user.name }}</h1>',
  '<ul><li><p>one <strong>two {{ user.nme }}</strong></p></li></ul>',
  '<p><a data-button href="javascript:x">Click {{ here</a></p>',
].join('\n');

/** The editor's content at the position where a piece of the body begins. */
function shown(piece: string): string | undefined {
  const document = readBody(body);
  const written = writeBody(document);
  expect(written).toBe(body);
  const before = written.slice(0, written.indexOf(piece)).split('\n');
  const { from, to } = findPlace(document, written, before.length, (before.at(-1)?.length ?? 0) + 1);
  const node = document.nodeAt(from);
  return node?.type.name === 'variable' ? `chip ${node.attrs.expression}` : document.textBetween(from, to);
}

test('a position in a body is mapped to the editor', () => {
  expect(shown('{{ user.name')).toBe('chip user.name');
  expect(shown('{{ user.nme')).toBe('chip user.nme');
  expect(shown('welcome')).toBe('welcome,');
  expect(shown('two')).toBe('two');
  expect(shown('{{ here')).toBe('{{ here');
  expect(shown('javascript'), 'a position in an attribute maps to its text').toBe('Click');
});

test('a position that does not exist maps to the nearest block', () => {
  const document = readBody(body);
  expect(findPlace(document, body, 99, 1).to).toBeLessThanOrEqual(document.content.size);
  const end = findPlace(document, body, 1, 999);
  expect(document.nodeAt(end.from)?.type.name).toBe('heading');
});
