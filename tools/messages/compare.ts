import { errorCodes } from '@muster/contracts/catalogue';
import type { Catalogue } from './catalogues.ts';
import { argumentsOf } from './icu.ts';

/** Finds keys that one language lacks, messages whose arguments differ, and what is left to translate. */
export function compareLanguages(part: string, { en, de }: Catalogue): string[] {
  const faults: string[] = [];
  for (const [key, english] of en) {
    const german = de.get(key);
    if (german?.startsWith('TODO ')) faults.push(`${part}: ${key} is not translated yet`);
    else if (german === undefined) faults.push(`${part}: ${key} is missing in German`);
    else if (String(argumentsOf(english)) !== String(argumentsOf(german))) {
      faults.push(
        `${part}: ${key} takes (${argumentsOf(english)}) in English, (${argumentsOf(german)}) in German`,
      );
    }
  }
  for (const key of de.keys()) if (!en.has(key)) faults.push(`${part}: ${key} is missing in English`);
  return faults;
}

/** Finds words of the product that nobody has explained yet, as `tools/new-noun.ts` leaves them. */
export function unexplainedWords(domainLanguage: string): string[] {
  return [...domainLanguage.matchAll(/^\| (.+) \| TODO \|$/gm)].map(
    ([, word]) => `docs/domain-language.md: ${word} has no meaning yet`,
  );
}

/** Finds error codes without a title; the API looks up titles by code. */
export function missingErrorTitles({ en }: Catalogue): string[] {
  return errorCodes
    .filter((code) => !en.has(`problems.${code}.title`))
    .map((code) => `api: problems.${code}.title is missing`);
}
