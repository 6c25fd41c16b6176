import { SegmentedControl } from '@mantine/core';
import { apiKeys } from '@muster/contracts/integrations/api-keys';
import { IconListSearch } from '@tabler/icons-react';
import { useTranslations } from 'use-intl';
import { type RowOf, useList } from '../../../../platform/api/query.ts';
import { DataTable } from '../../../../platform/table/grid/DataTable.tsx';
import { ListToolbar } from '../../../../platform/table/list/ListToolbar.tsx';
import { useListQuery } from '../../../../platform/table/list/use-list-query.ts';
import { EmptyState } from '../../../../platform/ui/feedback/EmptyState.tsx';
import { Section } from '../../../../platform/ui/layout/Section.tsx';
import { useRequestColumns } from './use-request-columns.tsx';

type Request = RowOf<typeof apiKeys.requests>;

/** In milliseconds. There are too many requests for the live stream. Further pages are not refreshed. */
const refreshEvery = 5000;
const firstPage = 50;

/** The requests made with a key and their responses, newest first. */
export function RequestLog({ id }: { id: string }) {
  const t = useTranslations('apiKeys.requests');
  const { query, patch, isFiltered, clear } = useListQuery(apiKeys.requests);
  const list = useList(
    apiKeys.requests,
    { params: { id }, query },
    { every: (rows) => (rows.length <= firstPage ? refreshEvery : false) },
  );
  const columns = useRequestColumns();
  const outcome = query.outcome ?? 'all';
  return (
    <Section title={t('title')} description={t('text')}>
      <ListToolbar total={list.total === undefined ? undefined : t('total', { count: list.total })}>
        <SegmentedControl
          size="xs"
          aria-label={t('outcome')}
          data={(['all', 'succeeded', 'failed'] as const).map((value) => ({
            value,
            label: t(`filter.${value}`),
          }))}
          value={outcome}
          onChange={(value) => patch({ outcome: value === 'all' ? null : (value as 'succeeded' | 'failed') })}
        />
      </ListToolbar>
      <DataTable<Request>
        label={t('title')}
        list={list}
        columns={columns}
        rowName={({ method, route }) => `${method} ${route}`}
        sort={{
          value: query.sort ?? '-time',
          onChange: (sort) => patch({ sort: sort as typeof query.sort }),
        }}
        isFiltered={isFiltered}
        onClearFilters={clear}
        empty={
          <EmptyState icon={IconListSearch} title={t('empty.title')}>
            {t('empty.text')}
          </EmptyState>
        }
      />
    </Section>
  );
}
