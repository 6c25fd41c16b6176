import { entriesOf, fieldsWhere } from '@muster/contracts/kit/fields';
import { fileColumns, type UserChoice, userFields } from '@muster/contracts/people/user-fields';
import type { ImportField } from '@muster/contracts/people/user-imports';
import { choiceFinder, dictionary, normalise } from '../../../../platform/fields/cells.ts';

const headers = dictionary<ImportField>(fileColumns);

/** The column of reasons that we add to failed rows; it is not read. */
const reasons = new Set(['reason', 'grund']);

/** The field of a header. Columns of groups may be numbered. */
export function fieldOf(header: string): ImportField | null {
  const word = normalise(header);
  const numbered = headers.get(word.replace(/\d+$/, ''));
  return headers.get(word) ?? (numbered === 'groups' ? numbered : null);
}

/** Whether a column is the one we add to failed rows. */
export function isReason(header: string): boolean {
  return reasons.has(normalise(header));
}

const languageOf = choiceFinder(userFields.locale);

/** The choices that words mean, by field. */
export const choiceOf = Object.fromEntries(
  entriesOf(fieldsWhere(userFields, { type: 'choice' })).map(([field, spec]) => [
    field,
    field === 'locale' ? localeOf : choiceFinder(spec),
  ]),
) as Readonly<Record<UserChoice, (text: string) => string | null>>;

// A language may also be a tag like `de-CH`.
function localeOf(text: string): string | null {
  const [tag = ''] = text.trim().split(/[-_]/);
  return languageOf(text) ?? (/^[a-z]{2}$/i.test(tag) ? languageOf(tag) : null);
}
