import { EmailTemplateKey } from '@muster/contracts/catalogue';
import { Locale } from '@muster/contracts/kit/primitives';
import { type AnyNode, isTag } from 'domhandler';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { emailKinds } from '../../generated/mails.ts';
import { checkTemplate, parseTemplate } from './check-template.ts';
import { contrast, readableOn, toHex } from './color.ts';
import { renderEmail } from './render.ts';
import { parseHtml } from './template-body.ts';
import { warningsOf } from './template-warnings.ts';
import { defaultTemplate, type EmailTemplate } from './templates/default-templates.ts';
import { variableKinds } from './variables.ts';

const branding = { name: 'Acme & Söhne', logoUrl: null, primaryColor: '#3b5bdb' };
const foot = { text: 'Why this came.', links: [{ label: 'Stop', url: 'https://muster.test/stop' }] };
const link = 'https://muster.test/activate#token-1';
const withLink = '<p><a href="{{ activation_url }}">Go</a></p>';

/** A value for each variable of a kind of e-mail. */
function valuesFor(key: EmailTemplateKey): Record<string, string> {
  return Object.fromEntries(
    emailKinds[key].variables.map((name) => {
      if (variableKinds[name].kind === 'link')
        return [name, name === 'activation_url' ? link : `https://muster.test/${name}`];
      return [name, name === 'summary' ? 'First < line\nSecond line' : `value of ${name}`];
    }),
  );
}

const render = (
  key: EmailTemplateKey,
  template: EmailTemplate,
  values = valuesFor(key),
  locale: Locale = 'en',
) => renderEmail(parseTemplate(key, template), values, branding, foot, locale);

const every = Locale.options.flatMap((locale) =>
  EmailTemplateKey.options.map((key) => [key, locale] as const),
);

describe.each(every)('the built-in %s in %s', (key, locale) => {
  test('is valid, has one button or a code, and has the same content as plain text', () => {
    const template = defaultTemplate(key, locale);
    expect(checkTemplate(key, template).problems).toEqual([]);
    const mail = render(key, template, valuesFor(key), locale);
    expect(mail.subject).not.toMatch(/[{}\n]/);
    expect(mail.html).toContain(`<html lang="${locale}">`);
    expect(mail.html).toContain('Acme &amp; Söhne');
    expect(mail.html).not.toMatch(/\{\{|data-button/);
    const buttons = [
      ...mail.html.matchAll(/class="button" href="([^"]+)"|href="([^"]+)"[^>]*class="button"/g),
    ];
    const targets = buttons.flatMap((found) => found.slice(1).filter(Boolean));
    const hasCode = emailKinds[key].variables.some((name) => name === 'code');
    const [target = ''] = hasCode ? [valuesFor(key).code ?? 'none'] : targets;
    expect(targets).toHaveLength(hasCode ? 0 : 1);
    expect(Object.values(valuesFor(key))).toContain(target);
    expect(mail.html).toContain(target);
    expect(mail.text).toContain(target);
    expect(mail.text).toContain('Acme & Söhne');
    expect(mail.text).toContain('Stop: https://muster.test/stop');
    expect(mail.text).not.toMatch(/<[a-z]/);
    expect(warningsOf(key, parseTemplate(key, template), mail)).toEqual([]);
  });
});

const hostile = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc.constantFrom(
    '<img src=x onerror=alert(1)>',
    '{{ activation_url }}',
    '{{ secret }}',
    '{% raw %}',
    '</p><script>',
    'a\r\nBcc: b@c.de',
    '"><a href="javascript:x">',
    '&lt;script&gt;',
  ),
);

test('a name is always rendered as text, whatever it contains', () => {
  fc.assert(
    fc.property(hostile, hostile, (name, company) => {
      const values = { ...valuesFor('invitation'), 'user.first_name': name, 'inviter.name': name };
      const mail = renderEmail(
        parseTemplate('invitation', defaultTemplate('invitation', 'en')),
        { ...values, 'account.name': company },
        { ...branding, name: company },
        foot,
        'en',
      );
      expect(mail.html).not.toMatch(/<(script|img)/i);
      expect(mail.html.match(/<a /g)).toHaveLength(2);
      expect(mail.html).toContain(`href="${link}"`);
      expect(mail.text).toContain(link);
      expect(mail.subject).not.toMatch(/[\r\n]/);
    }),
    { numRuns: 300 },
  );
});

/** Pieces of template text, valid and broken, for random texts. */
const bit = fc.oneof(
  hostile,
  fc.constantFrom(
    '<p>',
    '</p>',
    '<h1>Title</h1>',
    '<ul><li>{{ user.name }}</li></ul>',
    '<a href="https://example.org">x</a>',
    '<a data-button href="{{ activation_url }}">Go</a>',
    '<img src="https://example.org/a.png" alt="{{ user.name }}">',
    '<svg/onload=alert(1)>',
    '<!-- ',
    ' -->',
    '<p style="color:#777">',
    '{{ user.first_name | default: "you" }}',
    '{{ group_names }}',
    '{{ activation_url }}',
    '{{ user.',
    '{% if x %}',
    '&#123;&#123; user.name }}',
    '<a href="java\tscript:alert(1)">',
  ),
);

/** Elements and attributes that run, load or submit something. */
function dangersIn(html: string): string[] {
  const look = (node: AnyNode): string[] => {
    const inside = 'children' in node ? node.children.flatMap(look) : [];
    if (!isTag(node)) return inside;
    const isActive = /^(script|svg|math|iframe|object|embed|form|input|base|link)$/.test(node.name);
    const attributes = Object.entries(node.attribs).filter(
      ([name, value]) => name.startsWith('on') || (name === 'href' && !/^(https?|mailto|tel):/.test(value)),
    );
    return [...inside, ...(isActive ? [node.name] : []), ...attributes.map(([name]) => name)];
  };
  return look(parseHtml(html));
}

test('a text by an admin is refused, or rendered without script and with its link', () => {
  let accepted = 0;
  fc.assert(
    fc.property(
      fc.array(bit, { maxLength: 8 }),
      fc.array(bit, { maxLength: 3 }),
      hostile,
      (body, subject, name) => {
        const template = { subject: subject.join(''), body: [withLink, ...body].join('') };
        const { parsed, problems } = checkTemplate('invitation', template);
        if (!parsed) {
          expect(problems.length).toBeGreaterThan(0);
          for (const { line, column } of problems) expect(Math.min(line, column)).toBeGreaterThan(0);
          return;
        }
        accepted += 1;
        const mail = renderEmail(
          parsed,
          { ...valuesFor('invitation'), 'user.name': name },
          branding,
          foot,
          'en',
        );
        expect(mail.html).toContain(link);
        expect(dangersIn(mail.html)).toEqual([]);
        expect(mail.text).toContain(link);
        expect(mail.subject).not.toMatch(/[\r\n]/);
      },
    ),
    { numRuns: 2000, seed: 7 },
  );
  expect(accepted).toBeGreaterThan(100);
});

const refused: readonly [string, string, string][] = [
  ['<p>Hello</p>', 'variable_missing', 'activation_url'],
  [`${withLink}<p>{{ user.frist_name }}</p>`, 'variable_unknown', 'user.frist_name'],
  [`${withLink}<p>{{ reset_url }}</p>`, 'variable_unknown', 'reset_url'],
  [`${withLink}<p>{{ user.name`, 'syntax', '{{ user.name'],
  [`${withLink}{% for a in b %}{% endfor %}`, 'syntax', '{% for a in b %}{% endfor %}'],
  [`${withLink}{{ user.name | raw }}`, 'syntax', '{{ user.name | raw }}'],
  [`${withLink}<script>alert(1)</script>`, 'script', '<script>'],
  [`${withLink}<p onclick="x()">a</p>`, 'event_handler', 'onclick="x()"'],
  [`${withLink}<a href="javascript:x">a</a>`, 'unsafe_link', 'href="javascript:x"'],
  [
    `${withLink}<a href="https://x.test/{{ user.name }}">a</a>`,
    'unsafe_link',
    'href="https://x.test/{{ user.name }}"',
  ],
  [
    `${withLink}<a href="https://bank.test@evil.test">a</a>`,
    'unsafe_link',
    'href="https://bank.test@evil.test"',
  ],
  [`${withLink}<table><tr><td>a</td></tr></table>`, 'tag_not_allowed', '<table>'],
  ['<a href="{{ activation_url }}"></a><p>a</p>', 'variable_missing', 'activation_url'],
  ['<!-- {{ activation_url }} --><p>a</p>', 'variable_missing', 'activation_url'],
  ['<p>{{ activation_url | default: "x" }}</p>', 'variable_missing', 'activation_url'],
  [`${'<b>'.repeat(60)}${withLink}`, 'too_complex', ''],
  [withLink + '<p>{{ group_names }}</p>'.repeat(201), 'too_complex', ''],
];

test.each(refused)('%s is refused: %s', (body, code, excerpt) => {
  const { problems } = checkTemplate('invitation', { subject: 'Hello', body });
  expect(problems).toContainEqual(expect.objectContaining({ part: 'body', code, excerpt }));
});

test('a problem has its line and character', () => {
  const { problems } = checkTemplate('invitation', {
    subject: 'Hello',
    body: `${withLink}\n\n<p>{{ nobody }}</p>`,
  });
  expect(problems).toEqual([
    { part: 'body', code: 'variable_unknown', excerpt: 'nobody', line: 3, column: 4 },
  ]);
});

test.each([
  ['two\nlines', 'line_break'],
  ['  ', 'empty'],
  ['{{ activation_url }}', 'variable_misplaced'],
  ['{{ nobody }}', 'variable_unknown'],
])('the subject %j is refused: %s', (subject, code) => {
  const { problems } = checkTemplate('invitation', { subject, body: withLink });
  expect(problems).toEqual([expect.objectContaining({ part: 'subject', code })]);
});

test('a line whose variables are all empty is omitted, and a link in the text is clickable', () => {
  const body =
    '<p>Groups: {{ group_names }}</p><p>{{ user.name }} {{ group_names }}</p><p>{{ activation_url }}</p>';
  const mail = render('invitation', { subject: 'x', body }, { ...valuesFor('invitation'), group_names: '' });
  expect(mail.text).not.toContain('Groups');
  expect(mail.text).toContain('value of user.name');
  expect(mail.html).toContain(`href="${link}"`);
});

test('line breaks in values become line breaks, escaped', () => {
  const mail = render('digest', defaultTemplate('digest', 'en'));
  expect(mail.html).toContain('First &lt; line<br>Second line');
  expect(mail.text).toContain('First < line\nSecond line');
});

test('stored markup is cleaned before it is sent', () => {
  const body = `${withLink}<p style="position:fixed;color:#123456" class="x">Hi</p><!-- note -->`;
  const { html } = render('invitation', { subject: 'x', body });
  expect(html).toContain('color:#123456">Hi');
  expect(html).not.toMatch(/position:fixed|class="x"|<!-- note/);
});

test('warnings name what e-mail readers render badly', () => {
  const warnings = (body: string) => {
    const template = { subject: 'x', body };
    return warningsOf('invitation', parseTemplate('invitation', template), render('invitation', template));
  };
  expect(warnings(`${withLink}<p style="color:#bbbbbb">pale</p>`)).toEqual(['poor_contrast']);
  expect(warnings(`${withLink}<p style="color:#000">dark readers</p>`)).toEqual(['poor_contrast']);
  expect(warnings(`${withLink}<p style="color:#fff;background-color:#000">fine</p>`)).toEqual([]);
  expect(warnings(`${withLink}<p style="color:#e8590c">fine in both? no</p>`)).toEqual(['poor_contrast']);
  expect(warnings(`${withLink}<p style="color:#d6336c">fine in both</p>`)).toEqual([]);
  expect(warnings('<a href="{{ activation_url }}"><img src="https://x.test/a.png"></a>')).toEqual([
    'link_only_in_picture',
  ]);
  expect(warnings(`${withLink}<p>${'word '.repeat(21_000)}</p>`)).toEqual(['too_large']);
});

test('button text is readable on any colour', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 0xffffff }), (number) => {
      const color = `#${number.toString(16).padStart(6, '0')}`;
      expect(contrast(color, readableOn(color))).toBeGreaterThanOrEqual(4.5);
    }),
  );
  expect([toHex('#ABC'), toHex('rgb(1, 2, 255)'), toHex('red')]).toEqual(['#aabbcc', '#0102ff', null]);
});
