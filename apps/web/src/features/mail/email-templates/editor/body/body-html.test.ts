import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { readBody, tidyBody } from './body-html.ts';
import { contentsOf, isLossless } from './lossless.ts';

type File = Record<string, { subject: string; body: string[] }>;

const defaults = ['en', 'de'].flatMap((locale) => {
  const file = path.resolve(
    import.meta.dirname,
    `../../../../../../../api/src/platform/email/templates/${locale}.json`,
  );
  const mails = Object.entries(JSON.parse(readFileSync(file, 'utf8')) as File);
  return mails.map(([key, { body }]) => [`${key} in ${locale}`, body.join('\n')] as const);
});

describe('a body through the editor and back', () => {
  test('there are default texts to test with', () => {
    expect(defaults.length).toBeGreaterThanOrEqual(16);
  });

  test.each(defaults)('%s stays the same', (_, body) => {
    expect(tidyBody(body)).toBe(body);
    expect(isLossless(body)).toBe(true);
  });

  const whatItCanDo = [
    '<p>a <strong>b <em>c</em></strong> <u>d</u> <s>e</s></p>',
    '<h1>One</h1>\n<h2>Two</h2>\n<h3>Three</h3>\n<h4>Four</h4>',
    '<ul><li><p>a</p><ol start="3"><li><p>b {{ user.name }}</p></li></ol></li></ul>\n<p>c</p>',
    '<blockquote><p>{{ reason }}</p></blockquote>\n<hr>\n<p>a<br>b</p>',
    '<p style="text-align: center;">a</p>\n<h2 style="text-align: right;">b</h2>',
    '<p style="text-align: center;"><a data-button href="https://example.org/?a=1&amp;b=2">Go to {{ account.name }}</a></p>',
    '<p><a href="mailto:ada@example.org">write</a> or <a href="{{ user_url }}" title="A title">look</a></p>',
    '<p>Hello {{ user.first_name | default: "there" }}, {{ user.first_name | default: user.name }}</p>',
    '<p>{{ user.nam</p>\n<p>{{ 1 + 1 }} {% if x %} a &lt; b &amp;&nbsp;c</p>',
  ];
  test.each(whatItCanDo)('%s stays the same', (body) => {
    expect(tidyBody(body)).toBe(body);
    expect(isLossless(body)).toBe(true);
  });

  test.each([
    ['<p><b>a</b> <i>b</i> <del>c</del></p>', '<p><strong>a</strong> <em>b</em> <s>c</s></p>'],
    ['<ul>\n  <li>a</li>\n</ul>', '<ul><li><p>a</p></li></ul>'],
    ['<div>a</div>b', '<p>a</p>\n<p>b</p>'],
    ['<p>{{user.name}} {{  user.email  }}</p>', '<p>{{ user.name }} {{ user.email }}</p>'],
    ['<p>typing <strong> </strong></p>', '<p>typing</p>'],
    ['<p>before <a data-button href="https://a.example">Go</a> after</p>', undefined],
  ])('%s has the same content in other markup', (body, expected) => {
    if (expected) expect(tidyBody(body)).toBe(expected);
    expect(isLossless(body)).toBe(true);
    expect(tidyBody(tidyBody(body)), 'a second pass changes nothing').toBe(tidyBody(body));
  });

  test.each([
    '<p><img src="https://example.org/a.png" alt="A picture"></p>',
    '<p><span style="color: #ff0000">red</span></p>',
    '<p>H<sub>2</sub>O</p>',
    '<pre>a  b</pre>',
    '<p dir="rtl">a</p>',
    '<p><a href="javascript:alert(1)">a</a></p>',
    '<script>alert(1)</script><p>a</p>',
    '<table><tbody><tr><td>a</td></tr></tbody></table>',
  ])('%s would lose content, which is detected', (body) => {
    expect(isLossless(body)).toBe(false);
  });
});

test('a complete variable becomes a chip, a broken one stays text', () => {
  const [line] = readBody('<p>{{ a.b }} {{ c</p>').children;
  expect(line?.children.map(({ type, text, attrs }) => [type.name, text ?? attrs.expression])).toEqual([
    ['variable', 'a.b'],
    ['text', ' {{ c'],
  ]);
});

test('the contents of a bold and a plain word differ', () => {
  expect(contentsOf('<p>a <b>b</b></p>')).not.toBe(contentsOf('<p>a b</p>'));
  expect(contentsOf('<p>a</p><p>b</p>')).not.toBe(contentsOf('<p>ab</p>'));
  expect(contentsOf('<p><b><i>a</i></b></p>')).toBe(contentsOf('<p><em><strong>a</strong></em></p>'));
});
