import { webhookEndpoints } from '@muster/contracts/integrations/webhook-endpoints';
import { IconArrowRight, IconPencil, IconPlus, IconWebhook } from '@tabler/icons-react';
import { useTranslations } from 'use-intl';
import { useList } from '../../../platform/api/query.ts';
import { paths } from '../../../platform/paths.ts';
import { Can, useCan } from '../../../platform/session/me.tsx';
import { DataTable } from '../../../platform/table/grid/DataTable.tsx';
import { ListHead } from '../../../platform/table/list/ListHead.tsx';
import { useListQuery } from '../../../platform/table/list/use-list-query.ts';
import { EmptyState } from '../../../platform/ui/feedback/EmptyState.tsx';
import { ButtonLink } from '../../../platform/ui/layout/ButtonLink.tsx';
import { MenuLink } from '../../../platform/ui/layout/MenuLink.tsx';
import { ReferenceLink } from '../../../platform/ui/layout/ReferenceLink.tsx';
import { useDeleteEndpoint } from './use-delete-endpoint.tsx';
import { useEndpointColumns } from './use-endpoint-columns.tsx';
import type { WebhookEndpoint } from './webhook-endpoint.ts';

/** In milliseconds. There is no live event for the state of deliveries. */
const refreshEvery = 15_000;

/** The list of webhook endpoints. */
export function WebhooksPage() {
  const t = useTranslations('webhookEndpoints');
  const { query, patch } = useListQuery(webhookEndpoints.list);
  const list = useList(webhookEndpoints.list, { query }, { every: refreshEvery });
  const columns = useEndpointColumns();
  const deletion = useDeleteEndpoint();
  const mayChange = useCan('webhooks:write');
  const newButton = (
    <Can permission="webhooks:write">
      <ButtonLink to={paths.newWebhook()} icon={IconPlus} isMain>
        {t('list.new')}
      </ButtonLink>
    </Can>
  );
  return (
    <>
      <ListHead
        title={t('list.title')}
        description={t('list.description')}
        links={<ReferenceLink />}
        add={newButton}
        total={list.rows.length > 0 ? t('list.total', { count: list.total ?? 0 }) : undefined}
      />
      <DataTable<WebhookEndpoint>
        label={t('list.title')}
        list={list}
        columns={columns}
        rowName={(endpoint) => endpoint.url}
        rowTo={(endpoint) => paths.webhook(endpoint.id)}
        rowMenu={(endpoint) => (
          <>
            <MenuLink to={paths.webhook(endpoint.id)} icon={IconArrowRight}>
              {t('list.open')}
            </MenuLink>
            {mayChange ? (
              <MenuLink to={paths.editWebhook(endpoint.id)} icon={IconPencil}>
                {t('page.edit')}
              </MenuLink>
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
