import { Text } from '@mantine/core';
import { useFormatter, useTranslations } from 'use-intl';
import { reminderSummary, type TypedDay } from './reminder-days.ts';

interface ReminderOutlookProps {
  days: readonly TypedDay[];
  lifetime: number;
  timeZone: string;
}

/** Describes the effect of these settings, including which reminders would never be sent. */
export function ReminderSummary({ days, lifetime, timeZone }: ReminderOutlookProps) {
  const t = useTranslations('account.invitationSettings');
  const format = useFormatter();
  const { sent, never } = reminderSummary(days, lifetime);
  const listed = (some: readonly number[]) => format.list(some.map((day) => format.number(day)));
  return (
    <div aria-live="polite">
      <Text size="sm">
        {sent.length === 0
          ? t('none')
          : `${t('will', {
              days: listed(sent),
              last: sent.at(-1) ?? 0,
              timeZone: timeZone.replaceAll('_', ' '),
            })} ${t('stops')}`}
      </Text>
      {never.length > 0 ? (
        <Text size="sm" mt={6} c="var(--mantine-color-orange-light-color)">
          {t('never', { count: never.length, days: listed(never), last: never.at(-1) ?? 0, lifetime })}
        </Text>
      ) : null}
    </div>
  );
}
