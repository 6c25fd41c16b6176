import { Badge, Group, Text, VisuallyHidden } from '@mantine/core';
import { useFormatter, useTranslations } from 'use-intl';
import { ScrollableText } from '../../../../platform/ui/layout/ScrollableText.tsx';
import type { WebhookDelivery } from '../webhook-endpoint.ts';
import classes from './deliveries.module.css';

type Attempt = WebhookDelivery['attempts'][number];

/** The attempts of a delivery: when, the response and the duration. */
export function Attempts({ attempts }: Pick<WebhookDelivery, 'attempts'>) {
  const t = useTranslations('webhookEndpoints.attempts');
  if (attempts.length === 0) {
    return (
      <Text size="sm" c="dimmed">
        {t('none')}
      </Text>
    );
  }
  return (
    <ol className={classes.attempts} aria-label={t('title')}>
      {attempts.map((attempt) => (
        <li key={`${attempt.time} ${attempt.durationMs}`}>
          <AttemptEntry attempt={attempt} />
        </li>
      ))}
    </ol>
  );
}

function AttemptEntry({
  attempt: { time, status, error, responseExcerpt, durationMs },
}: {
  attempt: Attempt;
}) {
  const t = useTranslations('webhookEndpoints.attempts');
  const format = useFormatter();
  return (
    <>
      <Group justify="space-between" gap="xs">
        <Group gap={8}>
          <Badge variant="light" color={error ? 'red' : 'teal'}>
            {status ?? t('noAnswer')}
          </Badge>
          <Text size="sm">{error ? t(`error.${error}`) : t('accepted')}</Text>
        </Group>
        <Text size="xs" c="dimmed" style={{ fontVariantNumeric: 'tabular-nums' }}>
          <time dateTime={time}>
            {format.dateTime(new Date(time), { dateStyle: 'medium', timeStyle: 'medium' })}
          </time>
          {' · '}
          {t('duration', { value: format.number(durationMs) })}
        </Text>
      </Group>
      {responseExcerpt ? (
        <ScrollableText className={classes.excerpt}>
          <VisuallyHidden>{t('answer')}</VisuallyHidden>
          {responseExcerpt}
        </ScrollableText>
      ) : null}
    </>
  );
}
