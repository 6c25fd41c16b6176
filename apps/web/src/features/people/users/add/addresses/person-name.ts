import { PersonName } from '@muster/contracts/kit/primitives';

/** First and last name; either may be empty. */
export interface Names {
  readonly firstName: string;
  readonly lastName: string;
}

export const noNames: Names = { firstName: '', lastName: '' };

/**
 * Splits the name beside an address: `Ada Lovelace`, `Lovelace, Ada`. Text that cannot be a person's name (a
 * link, the address again) gives empty names.
 */
export function namesIn(text: string): Names {
  const clean = text.replace(/\s+/gu, ' ').replace(/^[\s,'"–—-]+|[\s,:'"–—-]+$/gu, '');
  if (clean === '' || clean.includes('@') || !/\p{L}/u.test(clean)) return noNames;
  const [last = '', first] = clean.split(/\s*,\s*/u, 2);
  if (first !== undefined) return namesOf(first, last);
  const words = clean.split(' ');
  if (words.length === 1) return namesOf(clean, '');
  return namesOf(words.slice(0, -1).join(' '), words.at(-1) ?? '');
}

/** Both names, trimmed and cut as the API accepts them. */
export function namesOf(firstName: string, lastName: string): Names {
  return { firstName: accepted(firstName), lastName: accepted(lastName) };
}

/** Whether words look like a name before an address: letters only, each word capitalised. */
export function looksLikeName(words: readonly string[]): boolean {
  return (
    words.length > 0 &&
    words.every((word) =>
      /^[\p{Lu}\p{Lt}\p{Lo}][\p{L}\p{M}\p{Join_Control}.'’-]*$|^(?:de|di|da|van|von|der|den|la|le|zu)$/u.test(
        word,
      ),
    )
  );
}

function accepted(name: string): string {
  const result = PersonName.safeParse([...name.trim()].slice(0, 100).join(''));
  return result.success ? result.data : '';
}
