import { addressIssue, normalizeEmail, wireAddress } from '@muster/contracts/kit/email-address';
import { EmailAddress, exactLine, PersonName } from '@muster/contracts/kit/primitives';
import { cleanLine, cleanParagraph, hasInvisible, nameKey } from '@muster/contracts/kit/text';
import fc from 'fast-check';
import { expect, test } from 'vitest';

/** Characters that nobody sees: controls, joiners, direction marks, fillers, tags. */
const unseen = [
  ...['\u0001', '\u001B', '\u007F', '\u009F', '\u00AD', '\u034F', '\u061C', '\u115F', '\u1160', '\u17B4'],
  ...['\u180E', '\u200B', '\u200C', '\u200D', '\u200E', '\u200F', '\u202A', '\u202B', '\u202C', '\u202D'],
  ...['\u202E', '\u2060', '\u2061', '\u2066', '\u2067', '\u2068', '\u2069', '\u206F', '\u3164', '\uFE0F'],
  ...['\uFEFF', '\uFFA0', '\uFFF9', '\u{1D173}', '\u{E0001}', '\u{E0041}', '\u{E0100}', '\u{10FFFF}'],
];

/** Names that need what others must not contain. */
const needing = [
  'نامه\u200Cنگار',
  'می\u200Cخواهم',
  'क्\u200Dष',
  'മോഹന്\u200D',
  'ක්\u200Dරිස්',
  '👩\u200D❤\uFE0F\u200D👩',
  '👩🏽\u200D🚀',
  '🏴\u{E0067}\u{E0062}\u{E0073}\u{E0063}\u{E0074}\u{E007F}',
  '🏳\uFE0F\u200D🌈',
  '1\uFE0F\u20E3',
  '葛\u{E0100}城',
  '山田\u3000太郎',
];

test('names lose what nobody sees, wherever it stands', () => {
  for (const character of unseen) {
    for (const text of [
      `${character}Ann Lee`,
      `An${character}n Lee`,
      `Ann Lee${character}`,
      `Ann ${character}Lee`,
    ]) {
      const label = JSON.stringify(text);
      expect(
        [...PersonName.parse(text)].filter(
          (one) => hasInvisible(one) && one !== '\uFE0F' && one !== '\u{E0100}',
        ),
        label,
      ).toEqual([]);
      expect(nameKey(text), label).toBe('ann lee');
    }
  }
  expect(PersonName.parse('\u202E Ann\u00A0\tLee\r\n')).toBe('Ann Lee');
  expect(PersonName.parse('Bu\u0308ro')).toBe('Büro');
  expect(cleanParagraph('one\u200B\n\ttwo\u2028\n')).toBe('one\n\ttwo');
});

test('joiners, selectors and tags stay where a script or an emoji is written with them', () => {
  for (const name of needing) {
    expect(PersonName.parse(name), name).toBe(name.normalize('NFC'));
    expect(PersonName.parse(`\u200B${name}\u200E\n`), name).toBe(name.normalize('NFC'));
  }
  for (const lonely of ['An\u200Dn', 'Ann\u200C', '\u200DAnn', 'نام\u200D', '👩\u200D', '🏴\u{E0067}'])
    expect(PersonName.parse(lonely), JSON.stringify(lonely)).not.toMatch(/\u200C|\u200D|\u{E0067}/u);
});

test('cleaning twice is cleaning once, and spellings of a name have one key', () => {
  const character = fc.oneof(
    fc.constantFrom(...unseen, ...needing, ' ', '\u00A0', '\t', 'ß', 'ſ', 'ﬁ', 'İ', 'ς', 'é', 'e\u0301', 'Å'),
    fc.string({ unit: 'grapheme', maxLength: 4 }),
    fc.string({ unit: 'binary', maxLength: 4 }),
  );
  fc.assert(
    fc.property(fc.array(character, { maxLength: 8 }), fc.constantFrom(...unseen), (parts, hidden) => {
      const text = parts.join('');
      const cleaned = cleanLine(text);
      expect(cleanLine(cleaned)).toBe(cleaned);
      expect(cleaned).toBe(cleaned.trim().normalize('NFC'));
      expect(/[\p{Cc}\u200B\u200E\u200F\u202A-\u202E\u2066-\u2069]/u.test(cleaned)).toBe(false);
      const key = nameKey(text);
      expect(nameKey(cleaned)).toBe(key);
      expect(nameKey(key)).toBe(key);
      expect(nameKey(`\u00A0${text.normalize('NFD')}${hidden} `)).toBe(key);
    }),
    { numRuns: 2_000 },
  );
});

test('IDs and addresses are refused with what nobody sees', () => {
  for (const character of [...unseen, '\u2028', '\u0000', '\n', '\uD800']) {
    for (const address of [`${character}x`, `an${character}n`]) {
      const { error } = EmailAddress.safeParse(`${address}@example.org`);
      const trimmed = `${address}@example.org`.trim();
      if (trimmed === 'x@example.org') continue;
      expect(error?.issues[0], JSON.stringify(address)).toMatchObject({
        params: { code: 'invisible_characters' },
      });
      expect(exactLine(20).safeParse(`HR${character}1`).success, JSON.stringify(address)).toBe(false);
    }
    expect(EmailAddress.safeParse(`ann@exam${character}ple.org`).success).toBe(false);
  }
});

test('addresses that cannot exist are refused, those that can are not', () => {
  const long = 'x'.repeat(63);
  const refused = [
    ...[
      'a@b..c',
      'a@-x.com',
      'a@x-.com',
      'a@x.org.',
      'a@.org',
      'a@x',
      '@x.org',
      'a@',
      'a.x.org',
      'a@b@x.org',
    ],
    ...['.a@x.org', 'a.@x.org', 'a..b@x.org', 'a b@x.org', 'a@x y.org', 'a@x_y.org', 'a@1.2.3.4', 'a@x.123'],
    ...['"a"@x.org', '<a@x.org>', 'a@[1.2.3.4]', 'a,b@x.org', 'a@x/y.org', 'a@x.org:80', 'a@xn--\u00FC.org'],
    `${'x'.repeat(65)}@x.org`,
    `${'ü'.repeat(33)}@x.org`,
    `a@${'x'.repeat(64)}.org`,
    `a@${'ü'.repeat(60)}.org`,
    `${'a'.repeat(64)}@${long}.${long}.${long}`,
    `a@${long}.${long}.${long}.${long}.org`,
  ];
  for (const address of refused) {
    expect(addressIssue(address), address).toBe('email_invalid');
    expect(EmailAddress.safeParse(address).success, address).toBe(false);
  }
  const accepted = [
    ...['a@b.co', "o'neill+x@sub.example.org", 'a_b-c@1x.org', `${'x'.repeat(64)}@x.org`, `a@${long}.org`],
    ...[
      'ann@bücher.example',
      'jörg@x.org',
      'ann@xn--bcher-kva.example',
      'a@例え.jp',
      'a@xn--e1aybc.xn--p1ai',
    ],
  ];
  for (const address of accepted) expect(EmailAddress.parse(` ${address} `)).toBe(address);
});

test('both spellings of an international domain are one address, and servers get the ASCII one', () => {
  for (const address of [
    'ann@bücher.example',
    'Ann@BÜCHER.example',
    'ann@bu\u0308cher.example',
    'ANN@xn--bcher-kva.example',
  ])
    expect(normalizeEmail(address)).toBe('ann@xn--bcher-kva.example');
  expect(wireAddress('Ann@Bücher.example')).toBe('Ann@xn--bcher-kva.example');
  expect(wireAddress('Ann@Example.org')).toBe('Ann@Example.org');
  expect(normalizeEmail('a@例え。jp')).toBe(normalizeEmail('a@例え.jp'));
});
