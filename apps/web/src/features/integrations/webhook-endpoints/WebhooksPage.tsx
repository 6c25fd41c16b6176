import { webhookEndpoints } from '@muster/contracts/integrations/webhook-endpoints';
import { IconArrowRight, IconPencil, IconWebhook } from '@tabler/icons-react';
import { useTranslations } from 'use-intl';
import { useList } from '../../../platform/api/query.ts';
import { paths } from '../../../platform/paths.ts';
import { useCan } from '../../../platform/session/me.tsx';
import { NounListPage } from '../../../platform/table/list/NounListPage.tsx';
import { useListQuery } from '../../../platform/table/list/use-list-query.ts';
import { MenuLink } from '../../../platform/ui/layout/MenuLink.tsx';
import { ReferenceLink } from '../../../platform/ui/layout/ReferenceLink.tsx';
import { useDeleteEndpoint } from './use-delete-endpoint.tsx';
import { useEndpointColumns } from './use-endpoint-columns.tsx';

/** In milliseconds. There is no live event for the state of deliveries. */
const refreshEvery = 15_000;

/** The list of webhook endpoints. */
export function WebhooksPage() {
  const t = useTranslations('webhookEndpoints');
  const address = useListQuery(webhookEndpoints.list);
  const list = useList(webhookEndpoints.list, { query: address.query }, { every: refreshEvery });
  const columns = useEndpointColumns();
  const deletion = useDeleteEndpoint();
  const mayChange = useCan('webhooks:write');
  return (
    <NounListPage
      title={t('list.title')}
      description={t('list.description')}
      links={<ReferenceLink />}
      list={list}
      address={address}
      defaultSort="-createdAt"
      add={{ to: paths.newWebhook(), label: t('list.new'), permission: 'webhooks:write' }}
      total={(count) => t('list.total', { count })}
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
      empty={{ icon: IconWebhook, title: t('list.empty.title'), text: t('list.empty.text') }}
    >
      {deletion.dialog}
    </NounListPage>
  );
}
