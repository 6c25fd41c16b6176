import { Text, Tooltip } from '@mantine/core';
import { useFormatter, useNow } from 'use-intl';

interface RelativeTimeProps {
  /** An instant as the API sends it. */
  value: string;
}

const day = 24 * 60 * 60 * 1000;

/** "2 hours ago", with the exact time in the account's time zone on hover, focus or touch. */
export function RelativeTime({ value }: RelativeTimeProps) {
  const format = useFormatter();
  const now = useNow({ updateInterval: 30_000 });
  const instant = new Date(value);
  const isOld = Math.abs(now.getTime() - instant.getTime()) > 30 * day;
  const exact = format.dateTime(instant, { dateStyle: 'full', timeStyle: 'long' });
  return (
    <Tooltip label={exact}>
      <Text component="time" dateTime={value} inherit style={{ whiteSpace: 'nowrap' }}>
        {isOld ? format.dateTime(instant, { dateStyle: 'medium' }) : format.relativeTime(instant, now)}
      </Text>
    </Tooltip>
  );
}
