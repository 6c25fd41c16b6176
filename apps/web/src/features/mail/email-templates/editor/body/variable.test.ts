import { describe, expect, test } from 'vitest';
import { completeTarget, isTarget } from './target.ts';
import { expressionOf, parseExpression } from './variable.ts';

describe('an expression', () => {
  test.each([
    ['user.name', { name: 'user.name' }],
    ['user.name | default: "there"', { name: 'user.name', fallback: { words: 'there' } }],
    ["user.name|default:'you all'", { name: 'user.name', fallback: { words: 'you all' } }],
    [
      'user.first_name | default: user.name',
      { name: 'user.first_name', fallback: { variable: 'user.name' } },
    ],
    ['1 + 1', null],
  ])('%s is parsed', (text, expected) => {
    expect(parseExpression(text)).toEqual(expected);
  });

  test('does not end inside the fallback', () => {
    const expression = expressionOf('user.name', 'the "one"}} {{here\\');
    expect(expression).toBe('user.name | default: "the ”one” here"');
    expect(parseExpression(expression)).toMatchObject({ name: 'user.name' });
    expect(expressionOf('user.name', '')).toBe('user.name');
  });
});

describe('a target', () => {
  test.each([
    ['example.org/a', 'https://example.org/a'],
    ['https://example.org', 'https://example.org'],
    ['ada@example.org', 'mailto:ada@example.org'],
    ['mailto:ada@example.org', 'mailto:ada@example.org'],
    ['{{ home_url }}', '{{ home_url }}'],
    ['javascript:alert(1)', null],
    ['data:text/html,x', null],
    ['https://user:secret@example.org', null],
    ['nonsense', null],
    [' ', null],
  ])('%s is completed or refused', (typed, expected) => {
    expect(completeTarget(typed)).toBe(expected);
  });

  test('is never a script', () => {
    for (const bad of [' javascript:x', 'JAVASCRIPT:x', 'vbscript:x', 'java\nscript:x', '//example.org']) {
      expect(isTarget(bad), bad).toBe(false);
    }
  });
});
