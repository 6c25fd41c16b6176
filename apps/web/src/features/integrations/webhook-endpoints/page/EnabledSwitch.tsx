import { Stack, Switch } from '@mantine/core';
import { webhookEndpoints } from '@muster/contracts/integrations/webhook-endpoints';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { useCommand } from '../../../../platform/api/command.ts';
import { notify } from '../../../../platform/notify.tsx';
import { useCan } from '../../../../platform/session/me.tsx';
import { ConfirmAction } from '../../../../platform/ui/feedback/ConfirmAction.tsx';
import { ProblemAlert } from '../../../../platform/ui/feedback/ProblemAlert.tsx';
import type { WebhookEndpoint } from '../webhook-endpoint.ts';

/** Turns an endpoint on and off. Turning it off discards pending deliveries, so it asks first. */
export function EnabledSwitch({ endpoint: { id, url, isEnabled } }: { endpoint: WebhookEndpoint }) {
  const t = useTranslations('webhookEndpoints.switch');
  const mayChange = useCan('webhooks:write');
  const [isConfirming, setConfirming] = useState(false);
  const invalidates = ['webhookEndpoints', 'webhookDeliveries', 'auditEvents'] as const;
  const command = useCommand(webhookEndpoints.update, {
    invalidates,
    onSuccess: () => notify(t('on')),
  });
  return (
    <Stack gap="xs" align="flex-start">
      <Switch
        size="sm"
        label={t('label')}
        checked={isEnabled}
        disabled={!mayChange || command.isPending}
        onChange={() => {
          if (isEnabled) setConfirming(true);
          else command.mutate({ params: { id }, body: { isEnabled: true } });
        }}
      />
      {command.error ? <ProblemAlert problem={command.error} /> : null}
      <ConfirmAction
        endpoint={webhookEndpoints.update}
        input={isConfirming ? { params: { id }, body: { isEnabled: false } } : null}
        invalidates={invalidates}
        title={t('title')}
        confirmLabel={t('confirm')}
        onClose={() => setConfirming(false)}
        onDone={() => notify(t('off'))}
      >
        {t.rich('text', { url: () => <b style={{ overflowWrap: 'anywhere' }}>{url}</b> })}
      </ConfirmAction>
    </Stack>
  );
}
