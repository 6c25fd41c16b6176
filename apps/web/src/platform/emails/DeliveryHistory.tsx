import { Text } from '@mantine/core';
import { useFormatter, useTranslations } from 'use-intl';
import type { Email } from './EmailContent.tsx';
import classes from './emails.module.css';

/** The delivery history of an e-mail, with the messages of the mail server or provider. */
export function DeliveryHistory({ events }: { events: Email['events'] }) {
  const t = useTranslations('platform.emails');
  const format = useFormatter();
  if (events.length === 0) {
    return (
      <Text size="xs" c="dimmed" mt="sm">
        {t('noHistory')}
      </Text>
    );
  }
  return (
    <ol className={classes.history} aria-label={t('history')}>
      {events.map((event) => (
        <li key={`${event.type} ${event.at} ${event.detail}`}>
          <span>{t(`delivery.${event.type}`)}</span>
          <time dateTime={event.at}>
            {format.dateTime(new Date(event.at), { dateStyle: 'medium', timeStyle: 'medium' })}
          </time>
          {event.detail ? <em>{event.detail}</em> : null}
        </li>
      ))}
    </ol>
  );
}
