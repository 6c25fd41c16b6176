import { Badge, Box, Group, Text } from '@mantine/core';
import { useMemo } from 'react';
import { Link, useLocation } from 'react-router-dom';
import { useFormatter, useTranslations } from 'use-intl';
import { DeliveryBadge } from '../../../platform/emails/DeliveryBadge.tsx';
import type { Email } from '../../../platform/emails/EmailContent.tsx';
import { useEmailTitle } from '../../../platform/emails/use-email-title.ts';
import { paths } from '../../../platform/paths.ts';
import type { Column } from '../../../platform/table/grid/columns.ts';
import { RelativeTime } from '../../../platform/ui/layout/RelativeTime.tsx';
import { Person } from '../../../platform/ui/person/Person.tsx';
import classes from './emails.module.css';

/** The columns of the outbox. */
export function useEmailColumns(): readonly Column<Email>[] {
  const t = useTranslations('emails.column');
  const format = useFormatter();
  return useMemo(
    () => [
      {
        id: 'recipient',
        header: t('recipient'),
        width: '28%',
        cell: ({ user, to }) => (
          <div className={classes.recipient}>
            <Person name={user.name} email={to} />
          </div>
        ),
      },
      { id: 'mail', header: t('mail'), onPhone: 'title', cell: (email) => <Mail email={email} /> },
      { id: 'status', header: t('status'), width: '22%', cell: (email) => <Status email={email} /> },
      {
        id: 'attempts',
        header: t('attempts'),
        align: 'end',
        width: '1%',
        onPhone: 'hidden',
        cell: ({ attempts }) => format.number(attempts),
      },
      {
        id: 'createdAt',
        header: t('created'),
        sort: 'createdAt',
        width: '1%',
        cell: ({ createdAt }) => <RelativeTime value={createdAt} />,
      },
    ],
    [t, format],
  );
}

function Mail({ email }: { email: Email }) {
  const t = useTranslations('platform.emails');
  const titleOf = useEmailTitle();
  const { search } = useLocation();
  return (
    <Box miw={0} className={classes.mail}>
      <Group gap={6} wrap="nowrap" miw={0}>
        <Link to={{ pathname: paths.email(email.id), search }} className={classes.subject}>
          {titleOf(email)}
        </Link>
        {email.isTest ? (
          <Badge variant="default" size="sm" style={{ flexShrink: 0 }}>
            {t('test')}
          </Badge>
        ) : null}
      </Group>
      <Text size="xs" c="dimmed" truncate>
        {t(`template.${email.template}`)}
      </Text>
    </Box>
  );
}

function Status({ email }: { email: Email }) {
  const reason = email.events.findLast(({ type }) => type === email.status)?.detail;
  return (
    <div className={classes.status}>
      <DeliveryBadge status={email.status} />
      {reason ? (
        <Text size="xs" c="dimmed" lineClamp={2} title={reason}>
          {reason}
        </Text>
      ) : null}
    </div>
  );
}
