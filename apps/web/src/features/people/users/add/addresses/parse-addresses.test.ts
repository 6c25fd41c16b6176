import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { faultOf } from './address-fault.ts';
import { keyOf, parseAddresses } from './parse-addresses.ts';

const emails = (text: string) => parseAddresses(text).entries.map(({ email }) => email);
const ada = { email: 'ada@x.org', firstName: 'Ada', lastName: 'Lovelace' };
const jane = { email: 'jane@x.org', firstName: 'Jane', lastName: 'Doe' };

describe('addresses are found', () => {
  test.each([
    ['a@x.org, b@x.org;c@x.org d@x.org\r\ne@x.org\tf@x.org', 'abcdef'],
    ['• a@x.org\n- b@x.org\n3. c@x.org', 'abc'],
    ['E-mail: a@x.org. Then <b@x.org>!', 'ab'],
    ['mailto:a@x.org?subject=Hi%20you [b@x.org] ‹c@x.org›', 'abc'],
    ['\'a@x.org\', "b@x.org"', 'ab'],
    ['\uFEFFa@x.org，b@x.org、c@x.org；d@x.org', 'abcd'],
    ['E-mail\na@x.org\nb@x.org', 'ab'],
  ])('in %j', (text, local) => {
    expect(emails(text).filter((email) => email.includes('@'))).toEqual(
      [...local].map((one) => `${one}@x.org`),
    );
  });

  test('without invisible characters around them, and those within are a fault that is named', () => {
    expect(emails('\u202Aa@x.org\u202C\n\u200Bb@x.org\u200B')).toEqual(['a@x.org', 'b@x.org']);
    expect(emails('an\u200Bn@x.org').map(faultOf)).toEqual(['invisible']);
    expect(keyOf('Ann@BÜCHER.example')).toBe(keyOf('ann@xn--bcher-kva.example'));
  });

  test('and other text stays in its place', () => {
    expect(emails('a@x.org, not-an-address; b@x.org, 12 monkeys, Bob')).toEqual([
      'a@x.org',
      'not-an-address',
      'b@x.org',
      '12 monkeys',
      'Bob',
    ]);
    expect(emails('not an address')).toEqual(['not an address']);
    expect(emails('nonsense, Ada <ada@x.org>')).toEqual(['nonsense', 'ada@x.org']);
    expect(emails('ada@@x.org b@')).toEqual(['ada@@x.org', 'b@']);
    expect(emails('Bob\tbob.x.org')).toEqual(['bob.x.org']);
  });

  test.each(['" "', '"\t"', '<\u00A0>', '<mailto:%20>', '•\u00A0,', '"\u0000"', '( )'])(
    'and none in %j',
    (text) => {
      expect(emails(text)).toEqual([]);
    },
  );

  test('each once, in any spelling', () => {
    expect(parseAddresses('a@x.org, A@X.org, b@x.org a@x.org')).toMatchObject({
      entries: [{ email: 'a@x.org' }, { email: 'b@x.org' }],
      duplicates: 2,
    });
    expect(parseAddresses('ada@x.org <ada@x.org>').duplicates).toBe(0);
  });
});

describe('the name beside an address is parsed', () => {
  test.each([
    ['Ada Lovelace <ada@x.org>', ada],
    ['"Ada Lovelace" <mailto:ada@x.org>', ada],
    ['Ada Lovelace ada@x.org', ada],
    ['ada@x.org (Ada Lovelace)', ada],
    ['Ada Lovelace\tada@x.org', ada],
    ['Ada\tLovelace\tada@x.org\t1815', ada],
    ['Name\tE-mail\nLovelace, Ada\tada@x.org', ada],
    ['"Doe, Jane" <jane@x.org>', jane],
    ['Doe, Jane <jane@x.org>', jane],
    ['„Doe, Jane“ jane@x.org', jane],
    [
      'O’Neil-van der Berg, Ann Lee <a@x.org>',
      { email: 'a@x.org', firstName: 'Ann Lee', lastName: 'O’Neil-van der Berg' },
    ],
  ])('in %j', (text, person) => {
    expect(parseAddresses(text).entries).toEqual([person]);
  });

  test('in a list copied from an e-mail program', () => {
    const gmail = 'Ada Lovelace <ada@x.org>, "Doe, Jane" <jane@x.org>';
    expect(parseAddresses('Lovelace, Ada <ada@x.org>; Doe, Jane <jane@x.org>').entries).toEqual([ada, jane]);
    expect(parseAddresses(gmail).entries).toEqual([ada, jane]);
  });

  test('but not from a link or a second address', () => {
    expect(parseAddresses('"www.win.example" <ada@x.org>').entries).toEqual([
      { email: 'ada@x.org', firstName: '', lastName: '' },
    ]);
  });
});

const label = fc.stringMatching(/^[a-z0-9](?:[a-z0-9-]{0,8}[a-z0-9])?$/);
const local = fc.stringMatching(/^[A-Za-z0-9!#$%&*+/=?^_{|}~-]{1,12}(?:\.[A-Za-z0-9_+-]{1,6})?$/);
const address = fc
  .tuple(local, label, fc.constantFrom('org', 'co.uk', 'example', 'müller.de'))
  .map(([name, domain, end]) => `${name}@${domain}.${end}`);
const word = fc.stringMatching(/^\p{Lu}\p{Ll}{1,9}$/u);
const form = fc.oneof(
  fc.constant((email: string) => email),
  fc.constant((email: string) => `<${email}>`),
  fc.constant((email: string) => `mailto:${encodeURIComponent(email)}`),
  word.map((name) => (email: string) => `${name} <${email}>`),
  fc.tuple(word, word).map(
    ([first, last]) =>
      (email: string) =>
        `"${last}, ${first}" <${email}>`,
  ),
  fc.tuple(word, word).map(
    ([first, last]) =>
      (email: string) =>
        `${last}, ${first} <${email}>`,
  ),
);
const separator = fc.constantFrom('; ', ';', '\n', '\r\n', ';\n', ' ;\t', '\n\n');

test('any list in any format and with any separators is parsed completely, in order, without duplicates', () => {
  const list = fc.array(fc.tuple(address, form, separator), { maxLength: 40 });
  fc.assert(
    fc.property(list, (people) => {
      const text = people.map(([email, write, end]) => write(email) + end).join('');
      expect(emails(text).map(keyOf)).toEqual([...new Set(people.map(([email]) => keyOf(email)))]);
    }),
  );
});

test('bare addresses are also separated by commas, spaces and tabs', () => {
  const list = fc.array(fc.tuple(address, fc.constantFrom(',', ', ', ' ', '\t', '\n', ';')), {
    maxLength: 40,
  });
  fc.assert(
    fc.property(list, (people) => {
      const text = people.map(([email, end]) => email + end).join('');
      expect(emails(text).map(keyOf)).toEqual([...new Set(people.map(([email]) => keyOf(email)))]);
    }),
  );
});

test('hostile text is parsed without errors', () => {
  const piece = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.constantFrom('"', '<', '(', '\\', '@', ',', '\t', '\n'),
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 60 }), (pieces) => {
      for (const { email } of parseAddresses(pieces.join('')).entries) expect(email.trim()).not.toBe('');
    }),
  );
});
