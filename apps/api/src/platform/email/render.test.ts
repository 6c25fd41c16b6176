import { EmailTemplateKey } from '@muster/contracts/emails';
import { Locale } from '@muster/contracts/primitives';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readableOn } from './layout.ts';
import { renderEmail } from './render.ts';
import { defaultTemplate } from './templates/default-templates.ts';

const branding = { name: 'Acme & Söhne', logoUrl: null, primaryColor: '#3b5bdb' };
const values = {
  'user.name': 'Ada Lovelace',
  'user.first_name': 'Ada',
  'user.email': 'ada@example.org',
  'admin.first_name': 'Olga',
  'inviter.name': 'Olga Owner',
  group_names: 'Sales, Berlin',
  activation_url: 'https://muster.test/activate#token-1',
  expires_on: '29 November 2026',
  home_url: 'https://muster.test/learning',
  user_url: 'https://muster.test/users/1',
  reset_url: 'https://muster.test/reset-password#token-2',
};
const every = Locale.options.flatMap((locale) =>
  EmailTemplateKey.options.map((key) => [key, locale] as const),
);

describe.each(every)('%s in %s', (key, locale) => {
  test('renders with a subject, one button and a plain-text twin with the same link', () => {
    const mail = renderEmail(defaultTemplate(key, locale), values, branding, locale);
    expect(mail.subject).not.toMatch(/[{}\n]/);
    expect(mail.html).toContain(`<html lang="${locale}">`);
    expect(mail.html).toContain('Acme &amp; Söhne');
    const [, link = ''] = /<a style="[^"]+" href="([^"]+)">/.exec(mail.html) ?? [];
    expect(Object.values(values)).toContain(link);
    expect(mail.text).toContain(link);
    expect(mail.text).toContain('Acme & Söhne');
    expect(mail.text).not.toMatch(/<[a-z]/);
  });
});

test('a name is only ever text, whatever it is', () => {
  const template = defaultTemplate('invitation', 'en');
  const hostile = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 60 }),
    fc.constantFrom(
      '<img src=x onerror=alert(1)>',
      '{{ activation_url }}',
      '{% raw %}',
      '</p><script>',
      'a\r\nBcc: b@c.de',
      '"><a href="javascript:x">',
    ),
  );
  fc.assert(
    fc.property(hostile, hostile, (name, company) => {
      const mail = renderEmail(
        template,
        { ...values, 'user.first_name': name, 'inviter.name': name },
        { ...branding, name: company },
        'en',
      );
      expect(mail.html).not.toMatch(/<(script|img)/i);
      expect(mail.html.match(/<a /g)).toHaveLength(1);
      expect(mail.html).toContain('href="https://muster.test/activate#token-1"');
      expect(mail.text).toContain('https://muster.test/activate#token-1');
      expect(mail.subject).not.toMatch(/[\r\n]/);
    }),
    { numRuns: 300 },
  );
});

test('a variable nobody gave is a mistake, not a gap', () => {
  const template = { subject: 'Hello', body: '<p>{{ user.secret }}</p>' };
  expect(() => renderEmail(template, values, branding, 'en')).toThrow(/secret/);
});

test('text on the button is readable on any colour', () => {
  expect(readableOn('#ffffff')).toBe('#000000');
  expect(readableOn('#ffec99')).toBe('#000000');
  expect(readableOn('#3b5bdb')).toBe('#ffffff');
  expect(readableOn('#000000')).toBe('#ffffff');
});
