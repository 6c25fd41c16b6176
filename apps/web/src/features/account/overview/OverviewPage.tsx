import { SimpleGrid, Skeleton } from '@mantine/core';
import { account } from '@muster/contracts/account/account';
import { IconUserPlus } from '@tabler/icons-react';
import { useTranslations } from 'use-intl';
import { useCall } from '../../../platform/api/query.ts';
import { paths } from '../../../platform/paths.ts';
import { Can, useMe } from '../../../platform/session/me.tsx';
import { ProblemAlert } from '../../../platform/ui/feedback/ProblemAlert.tsx';
import { ButtonLink } from '../../../platform/ui/layout/ButtonLink.tsx';
import { PageHeader } from '../../../platform/ui/layout/PageHeader.tsx';
import { Attention } from './Attention.tsx';
import { FirstSteps } from './FirstSteps.tsx';
import { InvitationsCard } from './InvitationsCard.tsx';
import { MailAlert } from './MailAlert.tsx';
import { RecentActivity } from './RecentActivity.tsx';
import { SeatsCard } from './SeatsCard.tsx';

/** The state of the account, and what needs attention. */
export function OverviewPage() {
  const t = useTranslations('overview');
  const me = useMe();
  const figures = useCall(account.overview, {});
  const seats = useCall(account.seats, {});
  const failed = figures.isError ? figures : seats.isError ? seats : undefined;
  const isFresh = figures.data?.users.total === 1;

  const content = () => {
    if (failed?.error) return <ProblemAlert problem={failed.error} onRetry={() => void failed.refetch()} />;
    if (!figures.data || !seats.data) {
      return (
        <SimpleGrid cols={{ base: 1, md: 2 }} spacing="md" aria-hidden>
          <Skeleton height={190} radius="md" />
          <Skeleton height={190} radius="md" />
          <Skeleton height={320} radius="md" />
          <Skeleton height={320} radius="md" />
        </SimpleGrid>
      );
    }
    return (
      <>
        <MailAlert mail={figures.data.mail} />
        {isFresh ? <FirstSteps /> : null}
        <SimpleGrid cols={{ base: 1, md: 2 }} spacing="md">
          <SeatsCard seats={seats.data} deactivated={figures.data.users.deactivated} />
          <InvitationsCard figures={figures.data} />
          {isFresh ? null : <Attention figures={figures.data} seats={seats.data} />}
          <Can permission="audit:read">
            <RecentActivity />
          </Can>
        </SimpleGrid>
      </>
    );
  };

  return (
    <>
      <PageHeader
        title={t('title')}
        description={t('description', { account: me.account.name })}
        actions={
          isFresh ? null : (
            <Can permission="users:write">
              <ButtonLink to={paths.addUsers()} icon={IconUserPlus} isMain>
                {t('add')}
              </ButtonLink>
            </Can>
          )
        }
      />
      {content()}
    </>
  );
}
