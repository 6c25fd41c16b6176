import { useCallback, useMemo } from 'react';
import { Link, useLocation } from 'react-router-dom';
import { useFormatter, useTranslations } from 'use-intl';
import { useEventName } from '../../../../platform/events/EventSentence.tsx';
import { paths } from '../../../../platform/paths.ts';
import type { Column } from '../../../../platform/table/grid/columns.ts';
import { RelativeTime } from '../../../../platform/ui/layout/RelativeTime.tsx';
import endpointClasses from '../endpoints.module.css';
import type { WebhookDelivery } from '../webhook-endpoint.ts';
import { DeliveryStatusBadge } from './DeliveryStatusBadge.tsx';
import classes from './deliveries.module.css';

/** The columns of the list of deliveries. */
export function useDeliveryColumns(): readonly Column<WebhookDelivery>[] {
  const t = useTranslations('webhookEndpoints.deliveries.column');
  const format = useFormatter();
  return useMemo(
    () => [
      {
        id: 'type',
        header: t('type'),
        width: '40%',
        onPhone: 'title',
        cell: (delivery) => <Type delivery={delivery} />,
      },
      { id: 'status', header: t('status'), cell: (delivery) => <DeliveryStatusBadge delivery={delivery} /> },
      {
        id: 'attempts',
        header: t('attempts'),
        align: 'end',
        width: '1%',
        cell: ({ attemptCount }) => format.number(attemptCount),
      },
      {
        id: 'nextAttemptAt',
        header: t('next'),
        width: '1%',
        cell: (delivery) => <NextAttempt delivery={delivery} />,
      },
      {
        id: 'createdAt',
        header: t('created'),
        sort: 'createdAt',
        width: '1%',
        cell: ({ createdAt }) => <RelativeTime value={createdAt} />,
      },
    ],
    [t, format],
  );
}

function Type({ delivery: { id, endpointId, type } }: { delivery: WebhookDelivery }) {
  const nameOf = useTypeName();
  const { search } = useLocation();
  return (
    <div>
      <Link
        to={{ pathname: paths.webhookDelivery(endpointId, id), search }}
        className={endpointClasses.url ?? ''}
      >
        {nameOf(type)}
      </Link>
      <code className={classes.type}>{type}</code>
    </div>
  );
}

/** When a delivery is tried next: now, at a certain time, or never. */
export function NextAttempt({ delivery: { status, nextAttemptAt } }: { delivery: WebhookDelivery }) {
  const t = useTranslations('webhookEndpoints.deliveries');
  if (status !== 'pending') return '–';
  return nextAttemptAt ? <RelativeTime value={nextAttemptAt} /> : t('underWay');
}

/** Names the event of a delivery: "User added", or a test. */
export function useTypeName(): (type: WebhookDelivery['type']) => string {
  const t = useTranslations('webhookEndpoints.deliveries');
  const nameOf = useEventName();
  return useCallback((type) => (type === 'webhook_endpoint.test' ? t('test') : nameOf(type)), [t, nameOf]);
}
