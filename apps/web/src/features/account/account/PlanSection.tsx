import { Group, Text } from '@mantine/core';
import { account as endpoints } from '@muster/contracts/account/account';
import { useTranslations } from 'use-intl';
import { useCall } from '../../../platform/api/query.ts';
import type { Account } from './account-values.ts';
import { SettingsSection } from './SettingsSection.tsx';

/** The plan and its seats. Only the provider can change them, so this says whom to contact. */
export function PlanSection({ account }: { account: Account }) {
  const t = useTranslations('account.plan');
  const seats = useCall(endpoints.seats, {});
  const used = seats.data?.used ?? 0;
  return (
    <SettingsSection title={t('title')}>
      <div>
        <Group gap="xs">
          <Text fw={550}>{account.plan.name}</Text>
          <Text c="dimmed" size="sm">
            {account.plan.seatLimit === null
              ? t('unlimited', { used })
              : t('seats', { used, limit: account.plan.seatLimit })}
          </Text>
        </Group>
        <Text size="sm" c="dimmed" mt={4}>
          {t('ask')}
        </Text>
      </div>
    </SettingsSection>
  );
}
