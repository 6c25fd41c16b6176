import { Button, Group, Stack, Title } from '@mantine/core';
import {
  type WebhookDeliveryDetail as DetailSchema,
  webhookDeliveries,
} from '@muster/contracts/integrations/webhook-deliveries';
import { IconRefresh } from '@tabler/icons-react';
import { useTranslations } from 'use-intl';
import type * as z from 'zod';
import { useCommand } from '../../../../platform/api/command.ts';
import { notify } from '../../../../platform/notify.tsx';
import { useCan } from '../../../../platform/session/me.tsx';
import { ProblemAlert } from '../../../../platform/ui/feedback/ProblemAlert.tsx';
import { Details } from '../../../../platform/ui/layout/Details.tsx';
import { RelativeTime } from '../../../../platform/ui/layout/RelativeTime.tsx';
import { CodeSample } from '../../../../platform/ui/secrets/CodeSample.tsx';
import { Attempts } from './Attempts.tsx';
import { DeliveryStatusBadge } from './DeliveryStatusBadge.tsx';
import { NextAttempt } from './use-delivery-columns.tsx';

interface DeliveryViewProps {
  delivery: z.input<typeof DetailSchema>;
  /** Nothing is posted to a disabled endpoint. */
  isEnabled: boolean;
}

/** Everything about one delivery: its status, attempts and payload, and a button to send it again. */
export function DeliveryView({ delivery, isEnabled }: DeliveryViewProps) {
  const t = useTranslations('webhookEndpoints.deliveries');
  const ta = useTranslations('webhookEndpoints.attempts');
  const mayRedeliver = useCan('webhooks:write') && isEnabled;
  const redelivery = useCommand(webhookDeliveries.redeliver, {
    invalidates: ['webhookEndpoints', 'webhookDeliveries'],
    onSuccess: () => notify(t('redelivered')),
  });
  return (
    <Stack gap="lg">
      <Group justify="space-between" gap="xs">
        <DeliveryStatusBadge delivery={delivery} />
        {mayRedeliver ? (
          <Button
            size="xs"
            leftSection={<IconRefresh size={15} aria-hidden />}
            loading={redelivery.isPending}
            onClick={() => redelivery.mutate({ params: { id: delivery.id } })}
          >
            {t('redeliver')}
          </Button>
        ) : null}
      </Group>
      {redelivery.error ? <ProblemAlert problem={redelivery.error} /> : null}
      <Details
        entries={[
          { term: t('column.type'), value: <code>{delivery.type}</code> },
          { term: 'webhook-id', value: <code>{delivery.eventId}</code> },
          { term: t('column.created'), value: <RelativeTime value={delivery.createdAt} /> },
          {
            term: t('delivered'),
            value: delivery.deliveredAt ? <RelativeTime value={delivery.deliveredAt} /> : null,
          },
          {
            term: t('column.next'),
            value: delivery.status === 'pending' ? <NextAttempt delivery={delivery} /> : null,
          },
        ]}
      />
      <section aria-label={ta('title')}>
        <Title order={2} size="h3" mb="xs">
          {ta('count', { count: delivery.attemptCount })}
        </Title>
        <Attempts attempts={delivery.attempts} />
      </section>
      <CodeSample label={t('payload')}>{JSON.stringify(delivery.payload, null, 2)}</CodeSample>
    </Stack>
  );
}
