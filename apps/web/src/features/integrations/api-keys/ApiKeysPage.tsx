import { apiKeys } from '@muster/contracts/integrations/api-keys';
import { IconArrowRight, IconKey, IconPencil, IconRotate } from '@tabler/icons-react';
import { useTranslations } from 'use-intl';
import { useList } from '../../../platform/api/query.ts';
import { paths } from '../../../platform/paths.ts';
import { useCan } from '../../../platform/session/me.tsx';
import { NounListPage } from '../../../platform/table/list/NounListPage.tsx';
import { useListQuery } from '../../../platform/table/list/use-list-query.ts';
import { MenuLink } from '../../../platform/ui/layout/MenuLink.tsx';
import { ReferenceLink } from '../../../platform/ui/layout/ReferenceLink.tsx';
import { CodeSample } from '../../../platform/ui/secrets/CodeSample.tsx';
import { curlFor } from './curl.ts';
import { useKeyColumns } from './use-key-columns.tsx';
import { useRevokeKey } from './use-revoke-key.tsx';

/** The list of API keys. */
export function ApiKeysPage() {
  const t = useTranslations('apiKeys');
  const address = useListQuery(apiKeys.list);
  const list = useList(apiKeys.list, { query: address.query });
  const columns = useKeyColumns();
  const revocation = useRevokeKey();
  const mayChange = useCan('api_keys:write');
  return (
    <NounListPage
      title={t('list.title')}
      description={t('list.description')}
      links={<ReferenceLink />}
      list={list}
      address={address}
      defaultSort="-createdAt"
      add={{ to: paths.newApiKey(), label: t('list.new'), permission: 'api_keys:write' }}
      total={(count) => t('list.total', { count })}
      columns={columns}
      rowName={(key) => key.name}
      rowTo={(key) => paths.apiKey(key.id)}
      rowMenu={(key) => (
        <>
          <MenuLink to={paths.apiKey(key.id)} icon={IconArrowRight}>
            {t('list.open')}
          </MenuLink>
          {mayChange ? (
            <>
              <MenuLink to={paths.editApiKey(key.id)} icon={IconPencil}>
                {t('page.edit')}
              </MenuLink>
              <MenuLink to={paths.rotateApiKey(key.id)} icon={IconRotate}>
                {t('page.rotate')}
              </MenuLink>
            </>
          ) : null}
          {revocation.menuItem(key)}
        </>
      )}
      empty={{
        icon: IconKey,
        title: t('list.empty.title'),
        text: t('list.empty.text'),
        more: (
          <div style={{ width: '100%', maxWidth: 640 }}>
            <CodeSample label={t('list.empty.sample')}>
              {curlFor('$MUSTER_API_KEY', ['users:read']) ?? ''}
            </CodeSample>
          </div>
        ),
      }}
    >
      {revocation.dialog}
    </NounListPage>
  );
}
