import { Button, Menu, Stack } from '@mantine/core';
import { apiKeys } from '@muster/contracts/api-keys';
import { IconArrowRight, IconKey, IconPencil, IconPlus, IconRotate } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { Link } from 'react-router-dom';
import { useTranslations } from 'use-intl';
import { useList } from '../../platform/api/query.ts';
import { paths } from '../../platform/paths.ts';
import { Can, useCan } from '../../platform/session/Can.tsx';
import { DataTable } from '../../platform/table/DataTable.tsx';
import { ListToolbar } from '../../platform/table/ListToolbar.tsx';
import { useListQuery } from '../../platform/table/use-list-query.ts';
import { CodeSample } from '../../platform/ui/CodeSample.tsx';
import { EmptyState } from '../../platform/ui/EmptyState.tsx';
import { PageHeader } from '../../platform/ui/PageHeader.tsx';
import { ReferenceLink } from '../../platform/ui/ReferenceLink.tsx';
import type { ApiKey } from './api-key.ts';
import { curlFor } from './curl.ts';
import { useKeyColumns } from './use-key-columns.tsx';
import { useRevokeKey } from './use-revoke-key.tsx';

/** What programs of others call the API with. */
export function ApiKeysPage() {
  const t = useTranslations('apiKeys');
  const { query, patch } = useListQuery(apiKeys.list);
  const list = useList(apiKeys.list, { query });
  const columns = useKeyColumns();
  const revocation = useRevokeKey();
  const mayChange = useCan('api_keys:write');
  const newButton = (
    <Can permission="api_keys:write">
      <Button component={Link} to={paths.newApiKey()} leftSection={<IconPlus size={16} aria-hidden />}>
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
      <DataTable<ApiKey>
        label={t('list.title')}
        list={list}
        columns={columns}
        rowName={(key) => key.name}
        rowTo={(key) => paths.apiKey(key.id)}
        rowMenu={(key) => (
          <>
            <Menu.Item component={Link} to={paths.apiKey(key.id)} leftSection={<IconArrowRight size={16} />}>
              {t('list.open')}
            </Menu.Item>
            {mayChange ? (
              <>
                <Menu.Item
                  component={Link}
                  to={paths.editApiKey(key.id)}
                  leftSection={<IconPencil size={16} />}
                >
                  {t('page.edit')}
                </Menu.Item>
                <Menu.Item
                  component={Link}
                  to={paths.rotateApiKey(key.id)}
                  leftSection={<IconRotate size={16} />}
                >
                  {t('page.rotate')}
                </Menu.Item>
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
