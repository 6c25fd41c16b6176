import { Button, Menu } from '@mantine/core';
import { webhookEndpoints } from '@muster/contracts/webhook-endpoints';
import { IconArrowRight, IconPencil, IconPlus, IconWebhook } from '@tabler/icons-react';
import { Link } from 'react-router-dom';
import { useTranslations } from 'use-intl';
import { useList } from '../../platform/api/query.ts';
import { paths } from '../../platform/paths.ts';
import { Can, useCan } from '../../platform/session/Can.tsx';
import { DataTable } from '../../platform/table/DataTable.tsx';
import { ListToolbar } from '../../platform/table/ListToolbar.tsx';
import { useListQuery } from '../../platform/table/use-list-query.ts';
import { EmptyState } from '../../platform/ui/EmptyState.tsx';
import { PageHeader } from '../../platform/ui/PageHeader.tsx';
import { ReferenceLink } from '../../platform/ui/ReferenceLink.tsx';
import { useDeleteEndpoint } from './use-delete-endpoint.tsx';
import { useEndpointColumns } from './use-endpoint-columns.tsx';
import type { WebhookEndpoint } from './webhook-endpoint.ts';

/** How deliveries fare has no live event of its own. */
const refreshEvery = 15_000;

/** Where events are posted to. */
export function WebhooksPage() {
  const t = useTranslations('webhookEndpoints');
  const { query, patch } = useListQuery(webhookEndpoints.list);
  const list = useList(webhookEndpoints.list, { query }, { every: refreshEvery });
  const columns = useEndpointColumns();
  const deletion = useDeleteEndpoint();
  const mayChange = useCan('webhooks:write');
  const newButton = (
    <Can permission="webhooks:write">
      <Button component={Link} to={paths.newWebhook()} leftSection={<IconPlus size={16} aria-hidden />}>
        {t('list.new')}
      </Button>
    </Can>
  );
  const isEmpty = list.rows.length === 0;
  return (
    <>
      <PageHeader
        title={t('list.title')}
        description={t('list.description')}
        actions={
          <>
            <ReferenceLink />
            {isEmpty ? null : newButton}
          </>
        }
      />
      {isEmpty ? null : <ListToolbar total={t('list.total', { count: list.total ?? 0 })}>{null}</ListToolbar>}
      <DataTable<WebhookEndpoint>
        label={t('list.title')}
        list={list}
        columns={columns}
        rowName={(endpoint) => endpoint.url}
        rowTo={(endpoint) => paths.webhook(endpoint.id)}
        rowMenu={(endpoint) => (
          <>
            <Menu.Item
              component={Link}
              to={paths.webhook(endpoint.id)}
              leftSection={<IconArrowRight size={16} />}
            >
              {t('list.open')}
            </Menu.Item>
            {mayChange ? (
              <Menu.Item
                component={Link}
                to={paths.editWebhook(endpoint.id)}
                leftSection={<IconPencil size={16} />}
              >
                {t('page.edit')}
              </Menu.Item>
            ) : null}
            {deletion.menuItem(endpoint)}
          </>
        )}
        sort={{
          value: query.sort ?? '-createdAt',
          onChange: (sort) => patch({ sort: sort as typeof query.sort }),
        }}
        empty={
          <EmptyState icon={IconWebhook} title={t('list.empty.title')} action={newButton}>
            {t('list.empty.text')}
          </EmptyState>
        }
      />
      {deletion.dialog}
    </>
  );
}
