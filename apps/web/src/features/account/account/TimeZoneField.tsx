import { Select, type SelectProps } from '@mantine/core';
import { useMemo } from 'react';
import { useFormatter, useNow, useTranslations } from 'use-intl';

interface TimeZoneFieldProps extends Omit<SelectProps, 'data' | 'label'> {
  value: string;
}

/** The time zone in which the account's times are shown, with the current time there. */
export function TimeZoneField({ value, ...props }: TimeZoneFieldProps) {
  const t = useTranslations('account.field');
  const format = useFormatter();
  const now = useNow({ updateInterval: 10_000 });
  // `supportedValuesOf` leaves out UTC and old names, which an account may still use.
  const zones = useMemo(
    () => [...new Set(['UTC', value, ...Intl.supportedValuesOf('timeZone')])].filter(Boolean).sort(),
    [value],
  );
  return (
    <Select
      label={t('timeZone')}
      description={
        value
          ? t('timeZoneNow', { time: format.dateTime(now, { timeStyle: 'short', timeZone: value }) })
          : null
      }
      data={zones.map((zone) => ({ value: zone, label: zone.replaceAll('_', ' ') }))}
      value={value}
      searchable
      allowDeselect={false}
      limit={200}
      nothingFoundMessage={t('noTimeZone')}
      {...props}
    />
  );
}
