import { Text } from '@mantine/core';
import { useMemo } from 'react';
import { useTranslations } from 'use-intl';
import { paths } from '../../../platform/paths.ts';
import type { Column } from '../../../platform/table/grid/columns.ts';
import { RowLink } from '../../../platform/table/grid/RowLink.tsx';
import { RelativeTime } from '../../../platform/ui/layout/RelativeTime.tsx';
import type { ApiKey } from './api-key.ts';
import classes from './api-keys.module.css';
import { KeyStatusBadge } from './KeyStatusBadge.tsx';
import { ScopeSummary } from './ScopeSummary.tsx';

/** The columns of the list of API keys. */
export function useKeyColumns(): readonly Column<ApiKey>[] {
  const t = useTranslations('apiKeys.column');
  return useMemo(
    () => [
      { id: 'name', header: t('name'), sort: 'name', width: '22%', onPhone: 'title', cell: nameOf },
      { id: 'status', header: t('status'), cell: (key) => <KeyStatusBadge status={key.status} hasReason /> },
      { id: 'scopes', header: t('scopes'), cell: ({ scopes }) => <ScopeSummary scopes={scopes} /> },
      {
        id: 'lastUsedAt',
        header: t('lastUsed'),
        width: '1%',
        cell: ({ lastUsedAt, lastUsedIp }) =>
          lastUsedAt === null ? (
            t('never')
          ) : (
            <div>
              <RelativeTime value={lastUsedAt} />
              {lastUsedIp ? (
                <Text size="xs" c="dimmed">
                  <bdi>{lastUsedIp}</bdi>
                </Text>
              ) : null}
            </div>
          ),
      },
      {
        id: 'expiresAt',
        header: t('expires'),
        width: '1%',
        cell: ({ expiresAt }) => (expiresAt ? <RelativeTime value={expiresAt} /> : t('neverExpires')),
      },
      {
        id: 'createdAt',
        header: t('created'),
        sort: 'createdAt',
        width: '1%',
        cell: ({ createdBy, createdAt }) => (
          <div>
            <RelativeTime value={createdAt} />
            <Text size="xs" c="dimmed" style={{ whiteSpace: 'nowrap' }}>
              {t('by', { name: createdBy.name })}
            </Text>
          </div>
        ),
      },
    ],
    [t],
  );
}

function nameOf({ id, name, prefix }: ApiKey) {
  return (
    <div>
      <RowLink to={paths.apiKey(id)}>{name}</RowLink>
      <code className={classes.prefix}>{prefix}…</code>
    </div>
  );
}
