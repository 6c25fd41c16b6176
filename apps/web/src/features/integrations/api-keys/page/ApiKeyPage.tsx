import { SimpleGrid, Stack } from '@mantine/core';
import { apiKeys } from '@muster/contracts/integrations/api-keys';
import { IconKey, IconPencil, IconRotate } from '@tabler/icons-react';
import { Outlet, useParams } from 'react-router-dom';
import { useTranslations } from 'use-intl';
import { useCall } from '../../../../platform/api/query.ts';
import { paths } from '../../../../platform/paths.ts';
import { Can } from '../../../../platform/session/me.tsx';
import { RowMenu } from '../../../../platform/table/grid/RowMenu.tsx';
import { NotFound } from '../../../../platform/ui/feedback/NotFound.tsx';
import { QueryView } from '../../../../platform/ui/feedback/QueryView.tsx';
import { BackLink } from '../../../../platform/ui/layout/BackLink.tsx';
import { ButtonLink } from '../../../../platform/ui/layout/ButtonLink.tsx';
import { PageHeader } from '../../../../platform/ui/layout/PageHeader.tsx';
import type { ApiKey } from '../api-key.ts';
import { KeyStatusBadge } from '../KeyStatusBadge.tsx';
import { useRevokeKey } from '../use-revoke-key.tsx';
import { KeyFacts } from './KeyFacts.tsx';
import { KeyLimits } from './KeyLimits.tsx';
import { KeyNotices } from './KeyNotices.tsx';
import { RequestLog } from './RequestLog.tsx';

/** One key: its permissions, its remaining quota, and its requests. */
export function ApiKeyPage() {
  const { id = '' } = useParams();
  const key = useCall(apiKeys.get, { params: { id } });
  return (
    <QueryView query={key} notFound={<KeyNotFound />}>
      {(apiKey) => <Loaded apiKey={apiKey} />}
    </QueryView>
  );
}

function Loaded({ apiKey }: { apiKey: ApiKey }) {
  const t = useTranslations('apiKeys');
  const revocation = useRevokeKey(paths.apiKeys());
  return (
    <>
      <PageHeader
        title={apiKey.name}
        aside={<KeyStatusBadge status={apiKey.status} />}
        above={<BackLink to={paths.apiKeys()}>{t('list.title')}</BackLink>}
        actions={
          <Can permission="api_keys:write">
            <ButtonLink to={paths.editApiKey(apiKey.id)} icon={IconPencil}>
              {t('page.edit')}
            </ButtonLink>
            <ButtonLink to={paths.rotateApiKey(apiKey.id)} icon={IconRotate}>
              {t('page.rotate')}
            </ButtonLink>
            <RowMenu name={apiKey.name}>{revocation.menuItem(apiKey)}</RowMenu>
          </Can>
        }
      />
      <Stack gap="lg">
        <KeyNotices apiKey={apiKey} />
        <SimpleGrid cols={{ base: 1, md: 2 }} spacing="md">
          <KeyFacts apiKey={apiKey} />
          <KeyLimits id={apiKey.id} />
        </SimpleGrid>
        <RequestLog id={apiKey.id} />
      </Stack>
      {revocation.dialog}
      <Outlet context={apiKey} />
    </>
  );
}

function KeyNotFound() {
  const t = useTranslations('apiKeys.gone');
  return (
    <NotFound icon={IconKey} title={t('title')} text={t('text')} to={paths.apiKeys()} back={t('back')} />
  );
}
