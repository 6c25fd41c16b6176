import { useTranslations } from 'use-intl';
import { RelativeTime } from '../../../../platform/ui/layout/RelativeTime.tsx';
import type { WebhookDelivery } from '../webhook-endpoint.ts';

/** When a delivery is tried next: now, at a time, or not any more. */
export function NextAttempt({ delivery: { status, nextAttemptAt } }: { delivery: WebhookDelivery }) {
  const t = useTranslations('webhookEndpoints.deliveries');
  if (status !== 'pending') return '–';
  return nextAttemptAt ? <RelativeTime value={nextAttemptAt} /> : t('underWay');
}
