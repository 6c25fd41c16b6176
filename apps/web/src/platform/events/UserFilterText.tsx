import { UserSelection } from '@muster/contracts/people/users';
import { useFormatter, useTranslations } from 'use-intl';
import { type UserFilter, useFilterWords } from '../people/use-filter-words.ts';

/** The user filter of an event, one line per filter, with the labels of the users list. */
export function UserFilterText({ filter }: { filter: UserFilter }) {
  const t = useTranslations('platform.people.filter');
  const format = useFormatter();
  const words = useFilterWords(filter);
  if (words.length === 0) return t('everybody');
  return [...Map.groupBy(words, ({ name }) => name)].map(([name, ofOne]) => {
    const texts = ofOne.map(({ text }) => text);
    return (
      <div key={name}>{t('chip', { filter: name, value: format.list(texts, { type: 'disjunction' }) })}</div>
    );
  });
}

/** Parses the user filter in an event's data; undefined if this version does not know it. */
export function userFilterOf(value: unknown): UserFilter | undefined {
  return UserSelection.safeParse(value).success ? (value as UserFilter) : undefined;
}
