import { groups } from '@muster/contracts/groups';
import type { users } from '@muster/contracts/users';
import { useQueries } from '@tanstack/react-query';
import { useFormatter, useTranslations } from 'use-intl';
import { callOptions } from '../../../platform/api/query.ts';
import type { FilterChip } from '../../../platform/table/FilterChips.tsx';
import { type ListQuery, type useListQuery, valuesOf } from '../../../platform/table/use-list-query.ts';

type Filters = ReturnType<typeof useListQuery<typeof users.list>>;

/** The filters of the users list that hold, in words, each with a way to take it away. */
export function useFilterChips(
  query: Filters['query'],
  patch: ListQuery<Filters['query']>['patch'],
): readonly FilterChip[] {
  const t = useTranslations('users');
  const te = useTranslations('platform.emails.delivery');
  const tp = useTranslations('platform.people');
  const format = useFormatter();
  const groupIds = valuesOf(query.groupId);
  const found = useQueries({ queries: groupIds.map((id) => callOptions(groups.get, { params: { id } })) });

  const without = <T extends string>(values: readonly T[], value: T) => {
    const rest = values.filter((one) => one !== value);
    return rest.length > 0 ? rest : null;
  };
  const chip = (filter: string, value: string, text: string, onRemove: () => void): FilterChip => ({
    key: `${filter}:${value}`,
    label: t('filter.chip', { filter, value: text }),
    onRemove,
  });
  const status = valuesOf(query.status);
  const role = valuesOf(query.role);
  const invitation = valuesOf(query.invitation);
  const delivery = valuesOf(query.delivery);
  const { q, lastLoginBefore } = query;
  return [
    ...(q ? [chip(t('filter.text'), q, `“${q}”`, () => patch({ q: null }))] : []),
    ...status.map((one) =>
      chip(t('filter.status'), one, tp(`status.${one}`), () => patch({ status: without(status, one) })),
    ),
    ...groupIds.map((one, index) =>
      chip(t('filter.group'), one, nameOf(found[index]), () => patch({ groupId: without(groupIds, one) })),
    ),
    ...role.map((one) =>
      chip(t('filter.role'), one, tp(`role.${one}`), () => patch({ role: without(role, one) })),
    ),
    ...invitation.map((one) =>
      chip(t('filter.invitation'), one, t(`invitationStatus.${one}`), () =>
        patch({ invitation: without(invitation, one) }),
      ),
    ),
    ...delivery.map((one) =>
      chip(t('filter.delivery'), one, te(one), () => patch({ delivery: without(delivery, one) })),
    ),
    ...(lastLoginBefore
      ? [
          chip(
            t('filter.notSince'),
            lastLoginBefore,
            format.dateTime(new Date(lastLoginBefore), { dateStyle: 'medium', timeZone: 'UTC' }),
            () => patch({ lastLoginBefore: null }),
          ),
        ]
      : []),
  ];

  function nameOf(group: (typeof found)[number] | undefined): string {
    if (group?.data) return group.data.name;
    return group?.isError ? t('filter.unknownGroup') : '…';
  }
}
