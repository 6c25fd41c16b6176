import { Text } from '@mantine/core';
import { users } from '@muster/contracts/people/users';
import { IconDevices } from '@tabler/icons-react';
import { useMemo } from 'react';
import { useTranslations } from 'use-intl';
import { type List, useCall } from '../../../../platform/api/query.ts';
import type { Column } from '../../../../platform/table/grid/columns.ts';
import { DataTable } from '../../../../platform/table/grid/DataTable.tsx';
import { EmptyState } from '../../../../platform/ui/feedback/EmptyState.tsx';
import { RelativeTime } from '../../../../platform/ui/layout/RelativeTime.tsx';
import { useUser } from '../user.ts';

interface SignIn {
  readonly id: string;
  readonly device: string;
  readonly ipAddress: string;
  readonly createdAt: string;
  readonly lastSeenAt: string;
}

/** The browsers a user is signed in with. */
export function UserSignIns() {
  const t = useTranslations('users.signIns');
  const user = useUser();
  const answer = useCall(users.listSignIns, { params: { id: user.id } });
  const list: List<SignIn> = {
    rows: answer.data?.data ?? [],
    total: undefined,
    isLoading: answer.isPending,
    isStale: false,
    error: answer.data ? null : answer.error,
    retry: () => void answer.refetch(),
    hasMore: false,
    isLoadingMore: false,
    loadMore: () => undefined,
  };
  return (
    <DataTable
      label={t('label', { name: user.name })}
      list={list}
      columns={useColumns()}
      rowName={({ device }) => device}
      empty={
        <EmptyState icon={IconDevices} title={t('empty.title')}>
          {t('empty.text')}
        </EmptyState>
      }
    />
  );
}

function useColumns(): readonly Column<SignIn>[] {
  const t = useTranslations('users.signIns');
  return useMemo(
    () => [
      {
        id: 'device',
        header: t('device'),
        onPhone: 'title',
        cell: ({ device }) => (
          <Text size="sm" fw={500}>
            {device}
          </Text>
        ),
      },
      { id: 'ipAddress', header: t('ipAddress'), cell: ({ ipAddress }) => <bdi>{ipAddress}</bdi> },
      { id: 'createdAt', header: t('since'), cell: ({ createdAt }) => <RelativeTime value={createdAt} /> },
      {
        id: 'lastSeenAt',
        header: t('lastSeen'),
        cell: ({ lastSeenAt }) => <RelativeTime value={lastSeenAt} />,
      },
    ],
    [t],
  );
}
