import { Badge, Button, Group, Stack } from '@mantine/core';
import { emails } from '@muster/contracts/mail/emails';
import { IconRefresh } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { Link } from 'react-router-dom';
import { useTranslations } from 'use-intl';
import { useCommand } from '../api/command.ts';
import { notify } from '../notify.tsx';
import { paths } from '../paths.ts';
import { useCan } from '../session/me.tsx';
import { ProblemAlert } from '../ui/feedback/ProblemAlert.tsx';
import { RelativeTime } from '../ui/layout/RelativeTime.tsx';
import { DeliveryBadge } from './DeliveryBadge.tsx';
import { DeliveryHistory } from './DeliveryHistory.tsx';
import type { EmailWithContent } from './EmailContent.tsx';
import { EmailContent } from './EmailContent.tsx';
import classes from './emails.module.css';

/** Everything about one e-mail: recipient, delivery status and content. A failed one can be retried. */
export function EmailView({ email }: { email: EmailWithContent }) {
  const t = useTranslations('platform.emails');
  const mayRetry = useCan('emails:write') && email.status === 'failed';
  const retry = useCommand(emails.retry, {
    invalidates: ['emails', 'users', 'account', 'auditEvents'],
    onSuccess: ({ to }) => notify(t('retried', { to })),
  });
  const { user } = email;
  return (
    <Stack gap="lg">
      <Group justify="space-between" gap="xs">
        <Group gap="xs">
          <DeliveryBadge status={email.status} />
          {email.isTest ? <Badge variant="default">{t('test')}</Badge> : null}
        </Group>
        {mayRetry ? (
          <Button
            size="xs"
            leftSection={<IconRefresh size={15} aria-hidden />}
            loading={retry.isPending}
            onClick={() => retry.mutate({ params: { id: email.id } })}
          >
            {t('retry')}
          </Button>
        ) : null}
      </Group>
      {retry.error ? <ProblemAlert problem={retry.error} /> : null}
      <dl className={classes.facts}>
        <Fact term={t('to')}>
          <Link to={paths.user(user.id)}>{user.name}</Link>
          {user.name === email.to ? null : (
            <>
              {' '}
              <bdi>&lt;{email.to}&gt;</bdi>
            </>
          )}
        </Fact>
        {email.from ? (
          <Fact term={t('from')}>
            <bdi>{email.from}</bdi>
          </Fact>
        ) : null}
        <Fact term={t('kind')}>{t(`template.${email.template}`)}</Fact>
        <Fact term={t('created')}>
          <RelativeTime value={email.createdAt} />
        </Fact>
        <Fact term={t('attempts')}>{email.attempts}</Fact>
      </dl>
      <DeliveryHistory events={email.events} />
      <EmailContent email={email} />
    </Stack>
  );
}

function Fact({ term, children }: { term: string; children: ReactNode }) {
  return (
    <>
      <dt>{term}</dt>
      <dd>{children}</dd>
    </>
  );
}
