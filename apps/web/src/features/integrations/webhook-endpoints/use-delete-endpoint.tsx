import { webhookEndpoints } from '@muster/contracts/integrations/webhook-endpoints';
import { useTranslations } from 'use-intl';
import { useDeleteNoun } from '../../../platform/ui/feedback/use-delete-noun.tsx';
import type { WebhookEndpoint } from './webhook-endpoint.ts';

/**
 * Deletes an endpoint with all its deliveries, from the list and from its page.
 * @param backTo the list to return to, from the endpoint's page
 */
export function useDeleteEndpoint(backTo?: string) {
  const t = useTranslations('webhookEndpoints.delete');
  return useDeleteNoun(webhookEndpoints.delete, {
    permission: 'webhooks:write',
    invalidates: ['webhookEndpoints', 'auditEvents'],
    label: t('confirm'),
    title: () => t('title'),
    text: ({ url }: WebhookEndpoint) =>
      t.rich('text', { url: () => <b style={{ overflowWrap: 'anywhere' }}>{url}</b> }),
    done: () => t('done'),
    backTo,
  });
}
