import { users } from '@muster/contracts/people/users';
import { IconHistory } from '@tabler/icons-react';
import { useTranslations } from 'use-intl';
import { useList } from '../../../../platform/api/query.ts';
import { EventTimeline } from '../../../../platform/events/EventTimeline.tsx';
import { LoadMore } from '../../../../platform/table/grid/LoadMore.tsx';
import { SkeletonRows } from '../../../../platform/table/grid/TableStates.tsx';
import { EmptyState } from '../../../../platform/ui/feedback/EmptyState.tsx';
import { ProblemAlert } from '../../../../platform/ui/feedback/ProblemAlert.tsx';
import { useUser } from '../user.ts';

/** The events of a user: what they did, and what was done to them. */
export function UserActions() {
  const t = useTranslations('users.timeline');
  const user = useUser();
  const list = useList(users.listActions, { params: { id: user.id }, query: {} });
  if (list.error) return <ProblemAlert problem={list.error} onRetry={list.retry} />;
  if (list.isLoading) return <SkeletonRows columns={1} />;
  if (list.rows.length === 0) {
    return (
      <EmptyState icon={IconHistory} title={t('empty.title')}>
        {t('empty.text')}
      </EmptyState>
    );
  }
  return (
    <>
      <EventTimeline label={t('label', { name: user.name })} events={list.rows} />
      <LoadMore list={list} />
    </>
  );
}
