import type { UserField } from '@muster/contracts/people/user-fields';
import { useTranslations } from 'use-intl';
import { useChoiceText } from '../../../../platform/people/use-choice-text.ts';
import type { User } from '../user.ts';

/** The value of a user's field as text. */
export function FieldText({ field, user }: { field: UserField; user: User }) {
  const t = useTranslations('users.field');
  const choiceText = useChoiceText();
  const value = user[field];
  if (field === 'locale' && value === null) return t('accountLanguage');
  return choiceText(field, value) ?? (value || '–');
}
