import { SegmentedControl } from '@mantine/core';
import { webhookEndpoints } from '@muster/contracts/integrations/webhook-endpoints';
import { IconTruckDelivery } from '@tabler/icons-react';
import { useLocation } from 'react-router-dom';
import { useTranslations } from 'use-intl';
import { useList } from '../../../../platform/api/query.ts';
import { paths } from '../../../../platform/paths.ts';
import { DataTable } from '../../../../platform/table/grid/DataTable.tsx';
import { ListToolbar } from '../../../../platform/table/list/ListToolbar.tsx';
import { useListQuery } from '../../../../platform/table/list/use-list-query.ts';
import { EmptyState } from '../../../../platform/ui/feedback/EmptyState.tsx';
import { Section } from '../../../../platform/ui/layout/Section.tsx';
import type { WebhookDelivery } from '../webhook-endpoint.ts';
import { pollIntervalOf } from './delivery-state.ts';
import { useDeliveryColumns, useTypeName } from './use-delivery-columns.tsx';

const filters = ['all', 'pending', 'succeeded', 'failed'] as const;
/** The list is not refreshed once more than the first page is loaded. */
const firstPage = 50;

/** The deliveries to an endpoint, newest first. */
export function DeliveryList({ endpointId }: { endpointId: string }) {
  const t = useTranslations('webhookEndpoints.deliveries');
  const { search } = useLocation();
  const { query, patch, isFiltered, clear } = useListQuery(webhookEndpoints.deliveries);
  const list = useList(
    webhookEndpoints.deliveries,
    { params: { id: endpointId }, query },
    { every: (rows) => (rows.length <= firstPage ? pollIntervalOf(rows, new Date()) : false) },
  );
  const columns = useDeliveryColumns();
  const nameOf = useTypeName();
  return (
    <Section title={t('title')} description={t('text')}>
      <ListToolbar total={list.total === undefined ? undefined : t('total', { count: list.total })}>
        <SegmentedControl
          size="xs"
          aria-label={t('column.status')}
          data={filters.map((value) => ({ value, label: t(`filter.${value}`) }))}
          value={query.status ?? 'all'}
          onChange={(value) => patch({ status: value === 'all' ? null : (value as typeof query.status) })}
        />
      </ListToolbar>
      <DataTable<WebhookDelivery>
        label={t('title')}
        list={list}
        columns={columns}
        rowName={({ type }) => nameOf(type)}
        rowTo={({ id }) => `${paths.webhookDelivery(endpointId, id)}${search}`}
        sort={{
          value: query.sort ?? '-createdAt',
          onChange: (sort) => patch({ sort: sort as typeof query.sort }),
        }}
        isFiltered={isFiltered}
        onClearFilters={clear}
        empty={
          <EmptyState icon={IconTruckDelivery} title={t('empty.title')}>
            {t('empty.text')}
          </EmptyState>
        }
      />
    </Section>
  );
}
