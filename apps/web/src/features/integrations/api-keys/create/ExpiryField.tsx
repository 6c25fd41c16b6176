import { Group, Select, Text, TextInput } from '@mantine/core';
import type { Permission } from '@muster/contracts/catalogue';
import { useFormatter, useNow, useTranslations } from 'use-intl';
import { dayOf } from '../../../../platform/days.ts';
import type { ContractForm } from '../../../../platform/form/use-contract-form.ts';
import { useMe } from '../../../../platform/session/me.tsx';
import type { ExpiryChoice } from './expiry.ts';
import { expiryChoices, expiryOf } from './expiry.ts';

/** The values of the new key form. */
export interface NewKeyValues extends Record<string, unknown> {
  name: string;
  scopes: readonly Permission[];
  expiry: ExpiryChoice;
  /** The last valid day, where one was chosen. */
  expiresAt: string;
  /** One network per line. */
  allowedIps: string;
}

/** How long a key is valid, and the resulting day. */
export function ExpiryField({ form }: { form: ContractForm<NewKeyValues> }) {
  const t = useTranslations('apiKeys.expiry');
  const format = useFormatter();
  const now = useNow({ updateInterval: 60_000 });
  const { timeZone } = useMe().account;
  const { expiry, expiresAt } = form.values;
  const end = expiryOf(expiry, expiresAt, { now, timeZone });
  return (
    <div>
      <Group gap="sm" align="flex-start">
        <Select
          label={t('label')}
          w={{ base: '100%', xs: 220 }}
          data={expiryChoices.map((value) => ({ value, label: t(`choice.${value}`) }))}
          allowDeselect={false}
          {...form.field('expiry')}
        />
        {expiry === 'date' ? (
          <TextInput
            type="date"
            label={t('day')}
            required
            withAsterisk={false}
            w={{ base: '100%', xs: 180 }}
            min={dayOf(now, timeZone)}
            {...form.field('expiresAt')}
          />
        ) : null}
      </Group>
      <Text size="xs" c="dimmed" mt={6}>
        {end
          ? t('until', { time: format.dateTime(end, { dateStyle: 'long', timeStyle: 'short' }) })
          : t('hint')}
      </Text>
    </div>
  );
}
