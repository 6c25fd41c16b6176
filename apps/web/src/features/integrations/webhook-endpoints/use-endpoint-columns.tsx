import { Text } from '@mantine/core';
import { useMemo } from 'react';
import { useTranslations } from 'use-intl';
import { paths } from '../../../platform/paths.ts';
import type { Column } from '../../../platform/table/grid/columns.ts';
import { RowLink } from '../../../platform/table/grid/RowLink.tsx';
import { RelativeTime } from '../../../platform/ui/layout/RelativeTime.tsx';
import { EndpointStatusBadge } from './EndpointStatusBadge.tsx';
import { EventsSummary } from './EventsSummary.tsx';
import type { WebhookEndpoint } from './webhook-endpoint.ts';

/** The columns of the list of webhook endpoints. */
export function useEndpointColumns(): readonly Column<WebhookEndpoint>[] {
  const t = useTranslations('webhookEndpoints.column');
  return useMemo(
    () => [
      {
        id: 'url',
        header: t('url'),
        width: '36%',
        onPhone: 'title',
        cell: ({ id, url, description }) => (
          <div>
            <RowLink to={paths.webhook(id)}>{url}</RowLink>
            {description ? (
              <Text size="xs" c="dimmed" lineClamp={1}>
                {description}
              </Text>
            ) : null}
          </div>
        ),
      },
      {
        id: 'status',
        header: t('status'),
        cell: (endpoint) => <EndpointStatusBadge endpoint={endpoint} hasReason />,
      },
      { id: 'events', header: t('events'), cell: ({ events }) => <EventsSummary events={events} /> },
      {
        id: 'failingSince',
        header: t('failingSince'),
        width: '1%',
        cell: ({ failingSince }) => (failingSince ? <RelativeTime value={failingSince} /> : '–'),
      },
      {
        id: 'lastSuccessAt',
        header: t('lastSuccess'),
        width: '1%',
        cell: ({ lastSuccessAt }) => (lastSuccessAt ? <RelativeTime value={lastSuccessAt} /> : t('never')),
      },
      {
        id: 'createdAt',
        header: t('created'),
        sort: 'createdAt',
        width: '1%',
        onPhone: 'hidden',
        cell: ({ createdAt }) => <RelativeTime value={createdAt} />,
      },
    ],
    [t],
  );
}
