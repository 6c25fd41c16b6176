import { webhookEndpoints } from '@muster/contracts/integrations/webhook-endpoints';
import { useTranslations } from 'use-intl';
import { useCan } from '../../../platform/session/me.tsx';
import { useConfirmedAction } from '../../../platform/ui/feedback/use-confirmed-action.tsx';
import type { WebhookEndpoint } from './webhook-endpoint.ts';

/** Deletes an endpoint with all its deliveries, from the list and from its page. */
export function useDeleteEndpoint(onDeleted?: () => void) {
  const t = useTranslations('webhookEndpoints.delete');
  return useConfirmedAction(webhookEndpoints.delete, {
    isAllowed: useCan('webhooks:write'),
    input: ({ id }: WebhookEndpoint) => ({ params: { id } }),
    invalidates: ['webhookEndpoints', 'auditEvents'],
    label: t('confirm'),
    title: () => t('title'),
    text: ({ url }) => t.rich('text', { url: () => <b style={{ overflowWrap: 'anywhere' }}>{url}</b> }),
    done: () => t('done'),
    onDone: onDeleted,
  });
}
