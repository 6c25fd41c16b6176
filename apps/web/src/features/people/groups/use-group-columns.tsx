import { Text } from '@mantine/core';
import { useMemo } from 'react';
import { useFormatter, useTranslations } from 'use-intl';
import { paths } from '../../../platform/paths.ts';
import type { Column } from '../../../platform/table/grid/columns.ts';
import { RowLink } from '../../../platform/table/grid/RowLink.tsx';
import { RelativeTime } from '../../../platform/ui/layout/RelativeTime.tsx';
import type { Group } from './group.ts';

/**
 * The columns of the list of groups.
 * @param search the query string that links to a group's page keep
 */
export function useGroupColumns(search: string): readonly Column<Group>[] {
  const t = useTranslations('groups.column');
  const format = useFormatter();
  return useMemo(
    () => [
      {
        id: 'name',
        header: t('name'),
        sort: 'name',
        width: '28%',
        onPhone: 'title',
        cell: ({ id, name }) => <RowLink to={paths.group(id) + search}>{name}</RowLink>,
      },
      {
        id: 'description',
        header: t('description'),
        onPhone: 'hidden',
        cell: ({ description }) => (
          <Text size="sm" c="dimmed" lineClamp={1}>
            {description || '–'}
          </Text>
        ),
      },
      {
        id: 'userCount',
        header: t('users'),
        align: 'end',
        width: '1%',
        cell: ({ userCount }) => format.number(userCount),
      },
      {
        id: 'createdAt',
        header: t('created'),
        sort: 'createdAt',
        width: '1%',
        cell: ({ createdAt }) => <RelativeTime value={createdAt} />,
      },
    ],
    [t, format, search],
  );
}
