import { Alert, Stack, Text } from '@mantine/core';
import { emails } from '@muster/contracts/mail/emails';
import { IconClockHour4, IconMailPause } from '@tabler/icons-react';
import { useFormatter, useTranslations } from 'use-intl';
import { useCall } from '../api/query.ts';
import { useCan } from '../session/me.tsx';

/** How often the estimate is read again while e-mails wait, in milliseconds. */
const againMs = 15_000;

/** What of the account waits to be sent: for how long, and why. Nothing if nothing waits. */
export function OutboxNotice() {
  return useCan('emails:read') ? <Notice /> : null;
}

function Notice() {
  const t = useTranslations('platform.emails.outbox');
  const format = useFormatter();
  const { data } = useCall(emails.outbox, {}, { every: (outbox) => (outbox.waiting > 0 ? againMs : false) });
  if (!data) return null;
  const { waiting, secondsLeft, held, limit, pause } = data;
  return (
    <Stack gap="sm">
      {waiting > 0 ? (
        <Text size="sm" c="dimmed" role="status">
          {t('waiting', { count: waiting })}, {t('left', { minutes: Math.round((secondsLeft ?? 0) / 60) })}
        </Text>
      ) : null}
      {limit && (held > 0 || limit.usedToday >= limit.perDay) ? (
        <Alert icon={<IconClockHour4 />} title={t('limitTitle', { perDay: limit.perDay })}>
          {t('limitText', {
            ...{ usedToday: limit.usedToday, perDay: limit.perDay, held },
            resetsAt: format.dateTime(new Date(limit.resetsAt), { dateStyle: 'medium', timeStyle: 'short' }),
            ...{ needed: limit.activationsNeeded, activated: limit.activated },
          })}
        </Alert>
      ) : null}
      {pause ? (
        <Alert icon={<IconMailPause />} color="orange" title={t('pauseTitle')}>
          {t('pauseText', { reason: pause.reason, held })}
        </Alert>
      ) : null}
    </Stack>
  );
}
