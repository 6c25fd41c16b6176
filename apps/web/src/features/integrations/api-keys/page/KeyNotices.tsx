import { Alert } from '@mantine/core';
import { IconInfoCircle, IconUserOff } from '@tabler/icons-react';
import { useFormatter, useTranslations } from 'use-intl';
import type { ApiKey } from '../api-key.ts';

/** The most important notices about a key. */
export function KeyNotices({ apiKey }: { apiKey: ApiKey }) {
  const t = useTranslations('apiKeys.notice');
  const format = useFormatter();
  const { status, previousKeyExpiresAt: until, createdBy, expiresAt } = apiKey;
  const time = (value: string) => format.dateTime(new Date(value), { dateStyle: 'full', timeStyle: 'short' });
  return (
    <>
      {status === 'suspended' ? (
        <Alert color="orange" icon={<IconUserOff aria-hidden />} title={t('suspendedTitle')}>
          {t('suspended', { name: createdBy.name })}
        </Alert>
      ) : null}
      {status === 'expired' && expiresAt ? (
        <Alert color="gray" icon={<IconInfoCircle aria-hidden />} title={t('expiredTitle')}>
          {t('expired', { time: time(expiresAt) })}
        </Alert>
      ) : null}
      {until && status === 'active' ? (
        <Alert color="blue" icon={<IconInfoCircle aria-hidden />} py="xs">
          {t('overlap', { time: time(until) })}
        </Alert>
      ) : null}
    </>
  );
}
