import { auditEvents } from '@muster/contracts/account/audit-events';
import { IconHistory } from '@tabler/icons-react';
import { useTranslations } from 'use-intl';
import { useList } from '../../../platform/api/query.ts';
import { EventTimeline } from '../../../platform/events/EventTimeline.tsx';
import { LoadMore } from '../../../platform/table/grid/LoadMore.tsx';
import { NothingMatches, SkeletonRows } from '../../../platform/table/grid/TableStates.tsx';
import { ListToolbar } from '../../../platform/table/list/ListToolbar.tsx';
import { useListQuery } from '../../../platform/table/list/use-list-query.ts';
import { EmptyState } from '../../../platform/ui/feedback/EmptyState.tsx';
import { ProblemAlert } from '../../../platform/ui/feedback/ProblemAlert.tsx';
import { PageHeader } from '../../../platform/ui/layout/PageHeader.tsx';
import { AuditFilters } from './AuditFilters.tsx';

/** Who did what in the account, newest first. */
export function AuditLogPage() {
  const t = useTranslations('auditEvents');
  const { query, patch, isFiltered, clear } = useListQuery(auditEvents.list);
  const list = useList(auditEvents.list, { query });

  const content = () => {
    if (list.error) return <ProblemAlert problem={list.error} onRetry={list.retry} />;
    if (list.isLoading) return <SkeletonRows columns={1} />;
    if (list.rows.length > 0) {
      return (
        <>
          <EventTimeline label={t('title')} events={list.rows} showsAddress />
          <LoadMore list={list} />
        </>
      );
    }
    if (isFiltered) return <NothingMatches onClear={clear} />;
    return (
      <EmptyState icon={IconHistory} title={t('empty.title')}>
        {t('empty.text')}
      </EmptyState>
    );
  };

  return (
    <>
      <PageHeader title={t('title')} description={t('description')} />
      <ListToolbar
        total={list.total === undefined ? undefined : t('total', { count: list.total })}
        isFiltered={isFiltered}
        onClear={clear}
      >
        <AuditFilters query={query} onChange={patch} />
      </ListToolbar>
      {content()}
    </>
  );
}
