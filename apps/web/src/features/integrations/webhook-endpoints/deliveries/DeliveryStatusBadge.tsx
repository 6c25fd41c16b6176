import { IconAlertTriangle, IconCheck, IconClock, IconX, type TablerIcon } from '@tabler/icons-react';
import { useTranslations } from 'use-intl';
import { StatusBadge, type StatusTone } from '../../../../platform/ui/feedback/StatusBadge.tsx';
import type { WebhookDelivery } from '../webhook-endpoint.ts';
import { type DeliveryState, stateOf } from './delivery-state.ts';

const styles: Readonly<Record<DeliveryState, { tone: StatusTone; icon: TablerIcon }>> = {
  pending: { tone: 'waiting', icon: IconClock },
  failing: { tone: 'warning', icon: IconAlertTriangle },
  succeeded: { tone: 'good', icon: IconCheck },
  failed: { tone: 'bad', icon: IconX },
};

/** The status of a delivery. */
export function DeliveryStatusBadge({ delivery }: { delivery: WebhookDelivery }) {
  const t = useTranslations('webhookEndpoints.deliveries.status');
  const state = stateOf(delivery);
  return <StatusBadge {...styles[state]}>{t(state)}</StatusBadge>;
}
