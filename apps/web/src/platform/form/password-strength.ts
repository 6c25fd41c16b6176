/** From too short for the server to practically impossible to guess. */
export type PasswordLevel = 'short' | 'weak' | 'fair' | 'good' | 'strong';

const minimum = 10;

// The most popular passwords. The server has the long list; this one only gives an early warning.
const favourites =
  /passwor[dt]|passwort|qwert[yz]|asdf|letmein|welcome|willkommen|geheim|admin|iloveyou|hallo|monkey|dragon|football|sommer|winter|muster/gi;
const rows = [
  'abcdefghijklmnopqrstuvwxyz',
  '01234567890',
  'qwertzuiop',
  'qwertyuiop',
  'asdfghjkl',
  'yxcvbnm',
];

/**
 * Estimates the strength of a password without a dictionary: parts that are easy to guess count as one
 * character.
 * @param password as typed
 * @param personal known facts about the person: name, address, company
 */
export function passwordLevel(password: string, personal: readonly string[] = []): PasswordLevel {
  if ([...password].length < minimum) return 'short';
  const words = personal
    .flatMap((text) => text.toLowerCase().split(/[\s@._-]+/))
    .filter((word) => word.length > 2);
  let rest = password.toLowerCase();
  for (const word of words) rest = rest.replaceAll(word, '\u0001');
  rest = rest.replace(favourites, '\u0001').replace(/(19|20)\d\d/g, '\u0001');
  rest = rest.replace(/(.{1,4}?)\1{2,}/gu, '$1');
  const effective = [...collapseRuns(rest)];
  const distinct = new Set(effective).size;
  const bits = effective.length * Math.log2(alphabetOf(password)) * (distinct / effective.length) ** 0.5;
  if (bits < 36) return 'weak';
  if (bits < 50) return 'fair';
  return bits < 70 ? 'good' : 'strong';
}

/** Collapses runs like `abcdef`, `98765` or `qwertz` into one character. */
function collapseRuns(text: string): string {
  let result = '';
  for (const character of text) {
    const pair = `${result.at(-1) ?? ''}${character}`;
    const isRun =
      pair.length === 2 && rows.some((row) => row.includes(pair) || row.includes(`${pair[1]}${pair[0]}`));
    // The run keeps its last character, so that the next one is compared with it.
    result = isRun ? `${result.slice(0, -1)}${character}` : `${result}${character}`;
  }
  return result;
}

function alphabetOf(password: string): number {
  const kinds: readonly (readonly [RegExp, number])[] = [
    [/\p{Ll}/u, 26],
    [/\p{Lu}/u, 26],
    [/\p{N}/u, 10],
    [/[^\p{L}\p{N}]/u, 24],
  ];
  return Math.max(
    2,
    kinds.reduce((size, [kind, count]) => size + (kind.test(password) ? count : 0), 0),
  );
}
