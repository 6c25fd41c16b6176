import { Anchor, Skeleton, Stack, Text } from '@mantine/core';
import { auditEvents } from '@muster/contracts/account/audit-events';
import { EventType } from '@muster/contracts/catalogue';
import { Link } from 'react-router-dom';
import { useTranslations } from 'use-intl';
import { useCall } from '../../../platform/api/query.ts';
import { EventSentence } from '../../../platform/events/EventSentence.tsx';
import { eventIcon } from '../../../platform/events/event-icon.ts';
import { paths } from '../../../platform/paths.ts';
import { ProblemAlert } from '../../../platform/ui/feedback/ProblemAlert.tsx';
import { RelativeTime } from '../../../platform/ui/layout/RelativeTime.tsx';
import { Card } from './Card.tsx';
import classes from './overview.module.css';

const shown = 8;
// Sign-ins belong in the audit log; here they would hide everything else.
const shownTypes = EventType.options.filter(
  (type) => type !== 'user.signed_in' && type !== 'user.signed_out',
);

/** The latest events. */
export function RecentActivity() {
  const t = useTranslations('overview.activity');
  const recent = useCall(auditEvents.list, {
    query: { limit: shown, action: shownTypes },
  });
  return (
    <Card
      title={t('title')}
      aside={
        <Anchor component={Link} to={paths.auditLog()} size="sm">
          {t('all')}
        </Anchor>
      }
    >
      {recent.error && !recent.data ? (
        <ProblemAlert problem={recent.error} onRetry={() => void recent.refetch()} />
      ) : null}
      {recent.isPending ? (
        <Stack gap="sm" aria-hidden>
          {['70%', '55%', '80%', '60%', '75%'].map((width) => (
            <Skeleton key={width} height={14} width={width} />
          ))}
        </Stack>
      ) : null}
      {recent.data?.data.length === 0 ? (
        <Text size="sm" c="dimmed">
          {t('empty')}
        </Text>
      ) : null}
      <ol className={classes.activity}>
        {recent.data?.data.map((event) => {
          const Icon = eventIcon(event.type);
          return (
            <li key={event.id}>
              <Icon size={16} stroke={1.7} aria-hidden />
              <div>
                <EventSentence event={event} />
              </div>
              <Text span size="xs" c="dimmed">
                <RelativeTime value={event.createdAt} />
              </Text>
            </li>
          );
        })}
      </ol>
    </Card>
  );
}
