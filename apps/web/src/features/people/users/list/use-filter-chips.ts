import { useTranslations } from 'use-intl';
import { useFilterWords } from '../../../../platform/people/use-filter-words.ts';
import type { FilterChip } from '../../../../platform/table/list/FilterChips.tsx';
import { type ListQuery, valuesOf } from '../../../../platform/table/list/use-list-query.ts';
import { filterOf, type UsersQuery } from './user-filter.ts';

/** The active filters of the users list as chips, each of which can be removed. */
export function useFilterChips(
  query: UsersQuery,
  patch: ListQuery<UsersQuery>['patch'],
): readonly FilterChip[] {
  const t = useTranslations('platform.people.filter');
  const words = useFilterWords(filterOf(query));
  return words.map(({ field, value, name, text }) => ({
    key: `${field}:${value}`,
    label: t('chip', { filter: name, value: text }),
    onRemove: () => {
      const rest = valuesOf<string>(query[field]).filter((one) => one !== value);
      patch({ [field]: rest.length > 0 ? rest : null });
    },
  }));
}
