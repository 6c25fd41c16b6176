import { Stack } from '@mantine/core';
import { apiKeys } from '@muster/contracts/integrations/api-keys';
import { IconArrowRight, IconKey, IconPencil, IconPlus, IconRotate } from '@tabler/icons-react';
import type { ReactNode } from 'react';
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
import { CodeSample } from '../../../platform/ui/secrets/CodeSample.tsx';
import type { ApiKey } from './api-key.ts';
import { curlFor } from './curl.ts';
import { useKeyColumns } from './use-key-columns.tsx';
import { useRevokeKey } from './use-revoke-key.tsx';

/** The list of API keys. */
export function ApiKeysPage() {
  const t = useTranslations('apiKeys');
  const { query, patch } = useListQuery(apiKeys.list);
  const list = useList(apiKeys.list, { query });
  const columns = useKeyColumns();
  const revocation = useRevokeKey();
  const mayChange = useCan('api_keys:write');
  const newButton = (
    <Can permission="api_keys:write">
      <ButtonLink to={paths.newApiKey()} icon={IconPlus} isMain>
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
      <DataTable<ApiKey>
        label={t('list.title')}
        list={list}
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
        sort={{
          value: query.sort ?? '-createdAt',
          onChange: (sort) => patch({ sort: sort as typeof query.sort }),
        }}
        empty={<NoKeys action={newButton} />}
      />
      {revocation.dialog}
    </>
  );
}

function NoKeys({ action }: { action: ReactNode }) {
  const t = useTranslations('apiKeys.list');
  return (
    <Stack align="center" gap={0}>
      <EmptyState icon={IconKey} title={t('empty.title')} action={action}>
        {t('empty.text')}
      </EmptyState>
      <div style={{ width: '100%', maxWidth: 640 }}>
        <CodeSample label={t('empty.sample')}>{curlFor('$MUSTER_API_KEY', ['users:read']) ?? ''}</CodeSample>
      </div>
    </Stack>
  );
}
