import { useCallback } from 'react';
import { useTranslations } from 'use-intl';
import { useEventName } from '../../../../platform/events/use-event-name.ts';
import type { WebhookDelivery } from '../webhook-endpoint.ts';

/** Names what is delivered: "User added", or that it is a test. */
export function useTypeName(): (type: WebhookDelivery['type']) => string {
  const t = useTranslations('webhookEndpoints.deliveries');
  const nameOf = useEventName();
  return useCallback((type) => (type === 'webhook_endpoint.test' ? t('test') : nameOf(type)), [t, nameOf]);
}
