import { normalizeEmail } from '@muster/contracts/kit/email-address';
import { trimInvisible } from '@muster/contracts/kit/text';
import { looksLikeName, type Names, namesIn, namesOf, noNames } from './person-name.ts';
import { type Token, tokensOf } from './tokens.ts';

/** A person to add: an address as entered, valid or not, and the name that came with it. */
export interface Entry extends Names {
  readonly email: string;
}

export interface Parsed {
  /** In the order of the text, each address once. */
  readonly entries: Entry[];
  /** How many duplicates were left out. */
  readonly duplicates: number;
}

/**
 * Parses addresses from typed or pasted text: separated by commas, semicolons, spaces or line breaks; bare,
 * `Ada <ada@x.org>`, `"Doe, Jane" <jane@x.org>`, `mailto:`; or rows of a spreadsheet. Text that is not an
 * address stays as an entry, so that nobody gets lost unnoticed.
 */
export function parseAddresses(text: string): Parsed {
  const lines = text.split(/[\r\n\u2028\u2029\v\f]+/u);
  const rows = lines.filter((line) => line.trim() !== '');
  const [first = '', second = ''] = rows;
  const isHeaded = isHeading(first) && hasSign(second);
  return distinct((isHeaded ? rows.slice(1) : rows).flatMap(entriesOfLine));
}

/** The key that different spellings of one address share. */
export function keyOf(email: string): string {
  return normalizeEmail(email);
}

/** Removes duplicates, including addresses that are among `known`. */
export function distinct(entries: readonly Entry[], known: readonly Entry[] = []): Parsed {
  const seen = new Set(known.map(({ email }) => keyOf(email)));
  const fresh = entries.filter(({ email }) => {
    const key = keyOf(email);
    return !seen.has(key) && seen.add(key);
  });
  return { entries: fresh, duplicates: entries.length - fresh.length };
}

/** Whether a line is the header row of a spreadsheet. */
function isHeading(line: string): boolean {
  if (hasSign(line)) return false;
  return line.includes('\t') || /^e-?mail(?:[\s-]*addr?ess\w*)?:?$/iu.test(line.trim());
}

function entriesOfLine(line: string): Entry[] {
  const cells = line.split('\t').map((cell) => cell.trim());
  const count = cells.filter(hasSign).length;
  if (cells.length === 1 || count > 1) return cells.flatMap((cell) => entriesIn(tokensOf(cell)));
  // A row about one person: the cells beside the address, valid or not, contain the name.
  const at = cells.findIndex(count === 1 ? hasSign : (cell) => /^\S+\.\S+$/u.test(cell));
  if (at === -1) return entriesIn(tokensOf(cells.join(' ')));
  const [first = '', second] = cells.filter((cell, index) => index !== at && isNameCell(cell)).slice(0, 2);
  const names = second === undefined ? namesIn(first) : namesOf(first, second);
  const found = entriesIn(tokensOf(cells[at] ?? ''));
  return found.map((entry) => (entry.firstName || entry.lastName ? entry : { ...entry, ...names }));
}

function isNameCell(cell: string): boolean {
  return /^[\p{L}\p{M}\s.,'’-]+$/u.test(cell);
}

/** The entries of one line. Words without an address are held back: they may be the name of the next one. */
function entriesIn(tokens: readonly Token[]): Entry[] {
  const entries: Entry[] = [];
  let waiting: Token[] = [];
  /**
   * Whether the previous token was an address: its name may follow in parentheses, or the address again in
   * `<…>`.
   */
  let isFresh = false;
  const giveUp = () => {
    if (!isNoise(waiting)) entries.push({ email: textOf(waiting), ...noNames });
    waiting = [];
  };
  tokens.forEach((token, index) => {
    const last = entries.at(-1);
    const isAddress = token.kind === 'angle' || hasAddress(token);
    if (isAddress) {
      const email = bareAddress(token.text);
      const isNamed = token.kind === 'angle' || isName(waiting);
      const names = isNamed ? namesIn(textOf(waiting)) : noNames;
      if (isNamed) waiting = [];
      giveUp();
      const isRepeated = isFresh && last !== undefined && keyOf(last.email) === keyOf(email);
      if (!isRepeated && email.trim() !== '') entries.push({ email, ...names });
    } else if (token.kind === 'paren' && isFresh && last) {
      entries[entries.length - 1] = { ...last, ...namesIn(token.text) };
    } else if (token.kind === 'comma' && isInsideName(tokens, index)) waiting.push(token);
    else if (token.kind === 'comma' || token.kind === 'semicolon') giveUp();
    else waiting.push(token);
    isFresh = isAddress;
  });
  giveUp();
  return entries;
}

/**
 * Outlook writes `Doe, Jane <jane@x.org>; …` without quotes: a comma inside a name, not between two entries.
 */
function isInsideName(tokens: readonly Token[], comma: number): boolean {
  const surname = tokens.slice(Math.max(0, comma - 4), comma);
  const before = surname.findLastIndex(isSeparator);
  if (surname[before]?.kind === 'comma' || (before === -1 && comma > 4)) return false;
  const rest = tokens.slice(comma + 1, comma + 6);
  const angle = rest.findIndex((token) => token.kind === 'angle' || isSeparator(token));
  return rest[angle]?.kind === 'angle' && isName(surname.slice(before + 1)) && isName(rest.slice(0, angle));
}

function isSeparator({ kind }: Token): boolean {
  return kind === 'comma' || kind === 'semicolon';
}

function isName(tokens: readonly Token[]): boolean {
  return tokens.some(({ kind }) => kind === 'quoted') || looksLikeName(tokens.map(({ text }) => text));
}

/** Whether words carry no information: bullets, list numbers, labels (`E-mail:`) and empty quotes (`" "`). */
function isNoise(waiting: readonly Token[]): boolean {
  return waiting.every(({ text }) => /^[\d\p{P}\p{S}\p{Z}\p{C}]*$/u.test(text) || text.endsWith(':'));
}

/** Whether a text contains an `@`, which links may encode as `%40`. */
function hasSign(text: string): boolean {
  return text.includes('@') || (text.includes('%40') && /mailto:/iu.test(text));
}

function hasAddress({ kind, text }: Token): boolean {
  return kind === 'word' ? hasSign(text) : kind === 'quoted' && /^\s*[^\s@]+@[^\s@]+\s*$/u.test(text);
}

function textOf(tokens: readonly Token[]): string {
  const text = tokens.map((token) => token.text).join(' ');
  return text.replace(/\s+/gu, ' ').replaceAll(' ,', ',').trim();
}

/** The bare address: without `mailto:`, surrounding brackets or quotes, or trailing punctuation. */
function bareAddress(text: string): string {
  let [start, end] = [0, text.length];
  while (start < end && ' [‹«'.includes(text[start] ?? '')) start += 1;
  while (start < end && ' ]›».!?:'.includes(text[end - 1] ?? '')) end -= 1;
  if (text[start] === "'" && text[end - 1] === "'") [start, end] = [start + 1, end - 1];
  const bare = trimInvisible(text.slice(start, Math.max(start, end)));
  if (!/^mailto:/iu.test(bare)) return bare;
  const [address = ''] = bare.slice('mailto:'.length).split('?');
  try {
    return decodeURIComponent(address).trim();
  } catch {
    return address;
  }
}
