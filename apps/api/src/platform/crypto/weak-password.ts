import { fail } from '../errors.ts';

const shortest = 10;

/** Words of the product, which an attacker tries first everywhere. */
const productWords = ['muster', 'password', 'passwort', 'kennwort'];

/** Words shorter than this are part of too many good passwords. */
const shortestWord = 3;

/** What is left of a password without the words of its context must have at least this many characters. */
const shortestRest = 6;

class Accepted {
  readonly #text: string;

  constructor(text: string) {
    this.#text = text;
  }

  get text(): string {
    return this.#text;
  }
}

/** A password that may be hashed: only the functions here make one. */
export type ChosenPassword = Accepted;

/**
 * Refuses passwords that are known from breaches, or that consist of the person's own names and address, the
 * company's name or the product's, with little else (NIST SP 800-63B, 3.1.1.2). There are no composition rules.
 * @param password the chosen password
 * @param context what an attacker would try first: e-mail, name, companies
 * @param pointer JSON pointer of the field in the body
 * @throws Failure `password_weak`
 */
export async function acceptPassword(
  password: string,
  context: readonly string[],
  pointer = '#/password',
): Promise<ChosenPassword> {
  const text = fold(password);
  const isOneCharacter = new Set(text).size <= 2;
  if (text.length < shortest || isOneCharacter || isMadeOf(text, context) || (await isBreached(text))) {
    fail('password_weak', { errors: [{ pointer, detail: 'password_weak', code: 'password_weak' }] });
  }
  return new Accepted(password);
}

/** The password of the demo company, which everybody knows, or one that nobody knows: nobody chose it. */
export function demoPassword(password: string): ChosenPassword {
  return new Accepted(password);
}

/** Whether little is left of a password without the words of its context, in any order and spelling of case. */
function isMadeOf(text: string, context: readonly string[]): boolean {
  const words = context.flatMap((value) => wordsOf(fold(value)));
  // The longest first, so that a name is not torn apart by a shorter one in it.
  const longestFirst = [...new Set([...words, ...productWords])].sort((a, b) => b.length - a.length);
  let rest = lettersAndDigits(text);
  const whole = rest;
  for (const word of longestFirst) rest = rest.replaceAll(word, '');
  return rest.length < shortestRest && rest !== whole;
}

/** The parts of a name or an address, and all of it. */
function wordsOf(value: string): string[] {
  const parts = value.split(/[^\p{L}\p{N}]+/u);
  return [...parts, lettersAndDigits(value)].filter((word) => word.length >= shortestWord);
}

function lettersAndDigits(text: string): string {
  return text.replace(/[^\p{L}\p{N}]/gu, '');
}

function fold(text: string): string {
  return text.normalize('NFKC').toLowerCase();
}

// Loaded with the first password that is chosen: the lists take more memory than a whole idle feature.
async function isBreached(text: string): Promise<boolean> {
  const { dictionary } = await import('@zxcvbn-ts/language-common');
  return dictionary['passwords-common'].includes(text);
}
