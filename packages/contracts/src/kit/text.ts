/** Joiners and the like: nobody sees them, but some scripts and emoji are written with them. */
const shaping = /\p{Join_Control}|\u180E|\p{Variation_Selector}|[\u{E0020}-\u{E007F}]/u;

/** Control characters, direction marks and other characters that nobody sees. */
const invisible =
  /[\p{Cc}\p{Default_Ignorable_Code_Point}\p{Noncharacter_Code_Point}\u2028\u2029\uFFF9-\uFFFB]/u;

const invisibles = new RegExp(invisible, 'gu');
/** White space but plain spaces, line breaks, and the blank of Braille; the wide space of Japanese stays. */
const blanks = /(?:[^\S \u3000\uFEFF]|[\u0085\u2800])+/gu;
const blanksInLines = /(?:[^\S \n\r\t\u3000\uFEFF]|[\u0085\u2800])+/gu;

/** Letters and marks of scripts in which a joiner changes what one sees (Unicode, chapters 9 to 16). */
const joining =
  /[\p{scx=Arab}\p{scx=Syrc}\p{scx=Nkoo}\p{scx=Mong}\p{scx=Deva}\p{scx=Beng}\p{scx=Guru}\p{scx=Gujr}\p{scx=Orya}\p{scx=Taml}\p{scx=Telu}\p{scx=Knda}\p{scx=Mlym}\p{scx=Sinh}\p{scx=Khmr}\p{scx=Mymr}\p{scx=Tibt}\p{scx=Bali}\p{scx=Java}]/u;
const letter = /[\p{L}\p{M}]/u;
const mongolian = /\p{scx=Mong}/u;
const pictograph = /\p{Extended_Pictographic}/u;
const emoji = /\p{Extended_Pictographic}|\p{Emoji_Modifier}|\uFE0F|\u{E007F}/u;
const tags = /[\u{E0020}-\u{E007E}]+\u{E007F}/uy;

/**
 * Cleans one line of text that a person wrote: NFC, no control, direction or other invisible characters, each kind of
 * space as a plain one, nothing around it. Joiners stay where Persian, Indic scripts and emoji need them, and so do
 * variation selectors and the tags of flags.
 */
export function cleanLine(text: string): string {
  return isPlain(text) ? text.trim() : clean(text.normalize('NFC').replace(blanks, ' ')).trim();
}

/** Cleans several lines of text as `cleanLine` does; tabs and line breaks stay. */
export function cleanParagraph(text: string): string {
  return isPlain(text) ? text.trim() : clean(text.normalize('NFC').replace(blanksInLines, ' ')).trim();
}

/** Whether a text can be stored: no NUL, no half of a surrogate pair. */
export function isStorable(text: string): boolean {
  return text.isWellFormed() && !text.includes('\0');
}

/** Whether a text contains control, direction or other invisible characters, or a blank that is no space. */
export function hasInvisible(text: string): boolean {
  return !isPlain(text) && (invisible.test(text) || text.includes('\u2800'));
}

/** Removes the invisible characters around a text, which come along when it is copied. */
export function trimInvisible(text: string): string {
  const around = `(?:${invisible.source}|\\s)+`;
  return text.replace(new RegExp(`^${around}|${around}$`, 'gu'), '');
}

/**
 * What names are compared by: names with the same key look the same. NFKC, case folding and no invisible characters
 * (NFKC_Casefold of Unicode, UAX 31), and one space for any white space. `name_key` of the database gives the same.
 */
export function nameKey(name: string): string {
  const folded = name.normalize('NFKC').toLowerCase().replace(/ß/g, 'ss').replace(/ς/g, 'σ');
  const visible = folded.replace(blanks, ' ').replace(invisibles, '').normalize('NFKC');
  return visible.replace(/ +/g, ' ').replace(/^ | $/g, '');
}

function isPlain(text: string): boolean {
  return /^[ -~]*$/.test(text);
}

function clean(text: string): string {
  let cleaned = '';
  let last = '';
  for (let at = 0; at < text.length; at += last.length) {
    const character = String.fromCodePoint(text.codePointAt(at) ?? 0);
    const kept = shaping.test(character)
      ? shapingAt(text, at, character, cleaned)
      : isKept(character)
        ? character
        : '';
    cleaned += kept;
    last = kept.length > character.length ? kept : character;
  }
  return cleaned.normalize('NFC');
}

function isKept(character: string): boolean {
  return '\n\r\t'.includes(character) || !invisible.test(character);
}

/** What stays of a joiner, selector or tag: all of it, if what stands before it is written with it. */
function shapingAt(text: string, at: number, character: string, before: string): string {
  const previous = [...before.slice(-2)].at(-1) ?? '';
  const next = String.fromCodePoint(text.codePointAt(at + character.length) ?? 0);
  const isWrittenWith = () => {
    if (/\p{Variation_Selector}/u.test(character)) return /[^\s]/u.test(previous) && !shaping.test(previous);
    if (character === '\u180E') return mongolian.test(previous) && letter.test(previous);
    if (character === '\u200D' && emoji.test(previous)) return pictograph.test(next);
    if (!/\p{Join_Control}/u.test(character) || !joining.test(previous)) return false;
    // After the mark of a missing vowel it shapes the letter before; after a letter, what follows, too.
    return /\p{M}/u.test(previous) || (letter.test(previous) && letter.test(next) && !invisible.test(next));
  };
  if (isWrittenWith()) return character;
  if (!pictograph.test(previous)) return '';
  tags.lastIndex = at;
  return tags.exec(text)?.[0] ?? '';
}
