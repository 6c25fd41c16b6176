import { Text } from '@mantine/core';
import { IconAlertTriangle, IconCheck, IconPlayerPause, IconPlugX } from '@tabler/icons-react';
import { useTranslations } from 'use-intl';
import { StatusBadge } from '../../../platform/ui/feedback/StatusBadge.tsx';
import type { WebhookEndpoint } from './webhook-endpoint.ts';

interface EndpointStatusBadgeProps {
  endpoint: WebhookEndpoint;
  /** Whether the reason why Muster turned it off appears below. */
  hasReason?: boolean;
}

/** Whether an endpoint is enabled, and whether its deliveries succeed. */
export function EndpointStatusBadge({ endpoint, hasReason = false }: EndpointStatusBadgeProps) {
  const t = useTranslations('webhookEndpoints.status');
  const { isEnabled, disabledReason, failingSince } = endpoint;
  if (isEnabled && failingSince) {
    return (
      <StatusBadge tone="warning" icon={IconAlertTriangle}>
        {t('failing')}
      </StatusBadge>
    );
  }
  if (isEnabled) {
    return (
      <StatusBadge tone="good" icon={IconCheck}>
        {t('enabled')}
      </StatusBadge>
    );
  }
  return (
    <div>
      <StatusBadge
        tone={disabledReason ? 'bad' : 'neutral'}
        icon={disabledReason ? IconPlugX : IconPlayerPause}
      >
        {t('disabled')}
      </StatusBadge>
      {hasReason && disabledReason ? (
        <Text size="xs" c="dimmed" mt={2}>
          {t(`reason.${disabledReason}`)}
        </Text>
      ) : null}
    </div>
  );
}
