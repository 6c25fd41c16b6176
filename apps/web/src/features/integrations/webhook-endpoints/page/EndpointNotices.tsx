import { Alert } from '@mantine/core';
import { IconAlertTriangle, IconInfoCircle, IconPlugX } from '@tabler/icons-react';
import { useFormatter, useTranslations } from 'use-intl';
import type { WebhookEndpoint } from '../webhook-endpoint.ts';

/** The most important notices about an endpoint. */
export function EndpointNotices({ endpoint }: { endpoint: WebhookEndpoint }) {
  const t = useTranslations('webhookEndpoints.notice');
  const format = useFormatter();
  const { isEnabled, disabledReason, disabledAt, failingSince, previousSecretExpiresAt: until } = endpoint;
  const { createdBy, missingPermissions } = endpoint;
  const time = (value: string) => format.dateTime(new Date(value), { dateStyle: 'full', timeStyle: 'short' });
  return (
    <>
      {!isEnabled && disabledReason && disabledAt ? (
        <Alert color="red" icon={<IconPlugX aria-hidden />} title={t('offTitle')}>
          {t(`off.${disabledReason}`, { time: time(disabledAt) })}
        </Alert>
      ) : null}
      {isEnabled && failingSince ? (
        <Alert color="orange" icon={<IconAlertTriangle aria-hidden />} title={t('failingTitle')}>
          {t('failing', { time: time(failingSince) })}
        </Alert>
      ) : null}
      {missingPermissions.length > 0 ? (
        <Alert color="orange" icon={<IconAlertTriangle aria-hidden />} title={t('withheldTitle')}>
          {t.rich('withheld', {
            name: createdBy?.name ?? '',
            permissions: () => <code>{missingPermissions.join(', ')}</code>,
          })}
        </Alert>
      ) : null}
      {until ? (
        <Alert color="blue" icon={<IconInfoCircle aria-hidden />} py="xs">
          {t('overlap', { time: time(until) })}
        </Alert>
      ) : null}
    </>
  );
}
