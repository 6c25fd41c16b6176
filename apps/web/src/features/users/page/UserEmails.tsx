import { Box, Group, Paper, Stack, Text } from '@mantine/core';
import { users } from '@muster/contracts/users';
import { IconMail } from '@tabler/icons-react';
import { useFormatter, useTranslations } from 'use-intl';
import { type RowOf, useList } from '../../../platform/api/query.ts';
import { LoadMore } from '../../../platform/table/LoadMore.tsx';
import { SkeletonRows } from '../../../platform/table/TableStates.tsx';
import { EmptyState } from '../../../platform/ui/EmptyState.tsx';
import { ProblemAlert } from '../../../platform/ui/ProblemAlert.tsx';
import { RelativeTime } from '../../../platform/ui/RelativeTime.tsx';
import { DeliveryBadge } from './DeliveryBadge.tsx';
import classes from './UserEmails.module.css';
import { useUser } from './use-user.ts';

type Email = RowOf<typeof users.listEmails>;

/** The mails sent to a user, each with what became of it. */
export function UserEmails() {
  const t = useTranslations('users.emails');
  const user = useUser();
  const list = useList(users.listEmails, { params: { id: user.id }, query: {} });
  if (list.error) return <ProblemAlert problem={list.error} onRetry={list.retry} />;
  if (list.isLoading) return <SkeletonRows columns={1} />;
  if (list.rows.length === 0) {
    return (
      <EmptyState icon={IconMail} title={t('empty.title')}>
        {t('empty.text')}
      </EmptyState>
    );
  }
  return (
    <Stack gap="sm" maw={820}>
      {list.rows.map((email) => (
        <EmailCard key={email.id} email={email} />
      ))}
      <LoadMore list={list} />
    </Stack>
  );
}

function EmailCard({ email }: { email: Email }) {
  const t = useTranslations('users');
  return (
    <Paper component="article" p="md">
      <Group justify="space-between" align="flex-start" wrap="nowrap" gap="sm">
        <Box miw={0}>
          <Text fw={550} size="sm" style={{ overflowWrap: 'anywhere' }}>
            {email.subject}
          </Text>
          <Text size="xs" c="dimmed">
            {t.rich('emails.line', {
              template: t(`template.${email.template}`),
              to: email.to,
              time: () => <RelativeTime value={email.createdAt} />,
            })}
          </Text>
        </Box>
        <DeliveryBadge status={email.status} />
      </Group>
      <History events={email.events} />
    </Paper>
  );
}

function History({ events }: { events: Email['events'] }) {
  const t = useTranslations('users');
  const format = useFormatter();
  if (events.length === 0) return null;
  return (
    <ol className={classes.history} aria-label={t('emails.history')}>
      {events.map((event) => (
        <li key={`${event.type} ${event.at}`}>
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
