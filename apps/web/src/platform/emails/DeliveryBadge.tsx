import type { Delivery } from '@muster/contracts/mail/delivery';
import { IconAlertTriangle, IconCheck, IconClock, IconSend, type TablerIcon } from '@tabler/icons-react';
import { useTranslations } from 'use-intl';
import { StatusBadge, type StatusTone } from '../ui/feedback/StatusBadge.tsx';

const styles: Readonly<Record<Delivery, { tone: StatusTone; icon: TablerIcon }>> = {
  queued: { tone: 'neutral', icon: IconClock },
  sent: { tone: 'waiting', icon: IconSend },
  delivered: { tone: 'good', icon: IconCheck },
  delayed: { tone: 'warning', icon: IconClock },
  bounced: { tone: 'bad', icon: IconAlertTriangle },
  complained: { tone: 'bad', icon: IconAlertTriangle },
  suppressed: { tone: 'bad', icon: IconAlertTriangle },
  failed: { tone: 'bad', icon: IconAlertTriangle },
};

/** The delivery status of an e-mail. */
export function DeliveryBadge({ status }: { status: Delivery }) {
  const t = useTranslations('platform.emails.delivery');
  return <StatusBadge {...styles[status]}>{t(status)}</StatusBadge>;
}
