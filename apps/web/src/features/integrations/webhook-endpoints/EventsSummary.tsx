import { Text, Tooltip } from '@mantine/core';
import { useTranslations } from 'use-intl';
import classes from './endpoints.module.css';
import type { WebhookEndpoint } from './webhook-endpoint.ts';

/** How many events the tooltip lists; the rest are counted. */
const listed = 16;

/** A short summary of an endpoint's events; the event types on hover, focus or touch. */
export function EventsSummary({ events }: Pick<WebhookEndpoint, 'events'>) {
  const t = useTranslations('webhookEndpoints.events');
  if (events.includes('*')) return t('all');
  const more = events.length - listed;
  return (
    <Tooltip
      multiline
      label={
        <ul className={classes.eventList}>
          {events.slice(0, listed).map((type) => (
            <li key={type}>
              <code>{type}</code>
            </li>
          ))}
          {more > 0 ? <li>{t('more', { count: more })}</li> : null}
        </ul>
      }
    >
      {/* Focusable, so that the list is not limited to mouse users. */}
      <Text size="sm" component="span" tabIndex={0} className={classes.events}>
        {t('count', { count: events.length })}
      </Text>
    </Tooltip>
  );
}
