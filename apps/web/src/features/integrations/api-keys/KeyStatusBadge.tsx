import { Text } from '@mantine/core';
import { IconCheck, IconClockOff, IconUserOff, type TablerIcon } from '@tabler/icons-react';
import { useTranslations } from 'use-intl';
import { StatusBadge, type StatusTone } from '../../../platform/ui/feedback/StatusBadge.tsx';
import type { ApiKey } from './api-key.ts';

const styles: Readonly<Record<ApiKey['status'], { tone: StatusTone; icon: TablerIcon }>> = {
  active: { tone: 'good', icon: IconCheck },
  expired: { tone: 'neutral', icon: IconClockOff },
  suspended: { tone: 'warning', icon: IconUserOff },
};

interface KeyStatusBadgeProps {
  status: ApiKey['status'];
  /** Whether the reason for a suspension appears below. */
  hasReason?: boolean;
}

/** Whether a key works, and why not if it does not. */
export function KeyStatusBadge({ status, hasReason = false }: KeyStatusBadgeProps) {
  const t = useTranslations('apiKeys.status');
  return (
    <div>
      <StatusBadge {...styles[status]}>{t(status)}</StatusBadge>
      {hasReason && status === 'suspended' ? (
        <Text size="xs" c="dimmed" mt={2}>
          {t('reason')}
        </Text>
      ) : null}
    </div>
  );
}
