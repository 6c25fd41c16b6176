import { Anchor, Box, Group, Paper, Stack, Text } from '@mantine/core';
import { users } from '@muster/contracts/people/users';
import { IconMail } from '@tabler/icons-react';
import { Link, Outlet, useParams } from 'react-router-dom';
import { useTranslations } from 'use-intl';
import { type List, type RowOf, useList } from '../../../../platform/api/query.ts';
import { DeliveryBadge } from '../../../../platform/emails/DeliveryBadge.tsx';
import { DeliveryHistory } from '../../../../platform/emails/DeliveryHistory.tsx';
import { EmailDrawer } from '../../../../platform/emails/EmailDrawer.tsx';
import { useEmailTitle } from '../../../../platform/emails/use-email-title.ts';
import { paths } from '../../../../platform/paths.ts';
import { LoadMore } from '../../../../platform/table/grid/LoadMore.tsx';
import { SkeletonRows } from '../../../../platform/table/grid/TableStates.tsx';
import { EmptyState } from '../../../../platform/ui/feedback/EmptyState.tsx';
import { ProblemAlert } from '../../../../platform/ui/feedback/ProblemAlert.tsx';
import { RelativeTime } from '../../../../platform/ui/layout/RelativeTime.tsx';
import { useUser } from '../user.ts';

type Email = RowOf<typeof users.listEmails>;

/** The e-mails sent to a user, each with its delivery status. */
export function UserEmails() {
  const user = useUser();
  const list = useList(users.listEmails, { params: { id: user.id }, query: {} });
  return (
    <>
      <Mails list={list} userId={user.id} />
      <Outlet />
    </>
  );
}

function Mails({ list, userId }: { list: List<Email>; userId: string }) {
  const t = useTranslations('users.emails');
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
        <EmailCard key={email.id} email={email} userId={userId} />
      ))}
      <LoadMore list={list} />
    </Stack>
  );
}

function EmailCard({ email, userId }: { email: Email; userId: string }) {
  const t = useTranslations('users.emails');
  const titleOf = useEmailTitle();
  const te = useTranslations('platform.emails');
  return (
    <Paper component="article" p="md">
      <Group justify="space-between" align="flex-start" wrap="nowrap" gap="sm">
        <Box miw={0}>
          <Anchor
            component={Link}
            to={paths.userEmail(userId, email.id)}
            fw={550}
            size="sm"
            c="inherit"
            style={{ overflowWrap: 'anywhere' }}
          >
            {titleOf(email)}
          </Anchor>
          <Text size="xs" c="dimmed">
            {t.rich('line', {
              template: te(`template.${email.template}`),
              to: email.to,
              time: () => <RelativeTime value={email.createdAt} />,
            })}
          </Text>
        </Box>
        <DeliveryBadge status={email.status} />
      </Group>
      <DeliveryHistory events={email.events} />
    </Paper>
  );
}

/** One e-mail sent to a user, in a drawer beside the list. */
export function UserEmailDrawer() {
  const { id = '', emailId = '' } = useParams();
  return <EmailDrawer id={emailId} backTo={paths.user(id, 'emails')} />;
}
