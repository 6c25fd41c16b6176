import { Button, SimpleGrid, Skeleton, Stack } from '@mantine/core';
import { apiKeys } from '@muster/contracts/api-keys';
import { IconKey, IconPencil, IconRotate } from '@tabler/icons-react';
import { Link, Outlet, useNavigate, useParams } from 'react-router-dom';
import { useTranslations } from 'use-intl';
import { useCall } from '../../../platform/api/query.ts';
import { paths } from '../../../platform/paths.ts';
import { Can } from '../../../platform/session/Can.tsx';
import { RowMenu } from '../../../platform/table/RowMenu.tsx';
import { BackLink } from '../../../platform/ui/BackLink.tsx';
import { EmptyState } from '../../../platform/ui/EmptyState.tsx';
import { PageHeader } from '../../../platform/ui/PageHeader.tsx';
import { PageTitle } from '../../../platform/ui/PageTitle.tsx';
import { ProblemAlert } from '../../../platform/ui/ProblemAlert.tsx';
import type { ApiKey } from '../api-key.ts';
import { KeyStatusBadge } from '../KeyStatusBadge.tsx';
import { useRevokeKey } from '../use-revoke-key.tsx';
import { KeyFacts } from './KeyFacts.tsx';
import { KeyLimits } from './KeyLimits.tsx';
import { KeyNotices } from './KeyNotices.tsx';
import { RequestLog } from './RequestLog.tsx';

/** One key: what it may, how much it may still ask for, and what was asked with it. */
export function ApiKeyPage() {
  const { id = '' } = useParams();
  const key = useCall(apiKeys.get, { params: { id } });
  // What is gone stays gone, also where it was on screen a moment ago.
  if (key.error?.code === 'not_found' || key.error?.code === 'validation_failed') return <KeyGone />;
  if (key.data) return <Loaded apiKey={key.data} />;
  if (key.error) return <ProblemAlert problem={key.error} onRetry={() => void key.refetch()} />;
  return (
    <Stack gap="md" aria-hidden>
      <Skeleton height={28} width={220} />
      <Skeleton height={200} mt="lg" />
      <Skeleton height={260} />
    </Stack>
  );
}

function Loaded({ apiKey }: { apiKey: ApiKey }) {
  const t = useTranslations('apiKeys');
  const navigate = useNavigate();
  const revocation = useRevokeKey(() => void navigate(paths.apiKeys()));
  return (
    <>
      <PageHeader
        title={apiKey.name}
        aside={<KeyStatusBadge status={apiKey.status} />}
        above={<BackLink to={paths.apiKeys()}>{t('list.title')}</BackLink>}
        actions={
          <Can permission="api_keys:write">
            <Button
              component={Link}
              to={paths.editApiKey(apiKey.id)}
              variant="default"
              leftSection={<IconPencil size={16} aria-hidden />}
            >
              {t('page.edit')}
            </Button>
            <Button
              component={Link}
              to={paths.rotateApiKey(apiKey.id)}
              variant="default"
              leftSection={<IconRotate size={16} aria-hidden />}
            >
              {t('page.rotate')}
            </Button>
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

function KeyGone() {
  const t = useTranslations('apiKeys.gone');
  return (
    <>
      <PageTitle>{t('title')}</PageTitle>
      <EmptyState
        icon={IconKey}
        title={t('title')}
        action={
          <Button component={Link} to={paths.apiKeys()} variant="default">
            {t('back')}
          </Button>
        }
      >
        {t('text')}
      </EmptyState>
    </>
  );
}
