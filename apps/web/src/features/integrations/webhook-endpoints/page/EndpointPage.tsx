import { Stack } from '@mantine/core';
import { webhookEndpoints } from '@muster/contracts/integrations/webhook-endpoints';
import { IconWebhook } from '@tabler/icons-react';
import { Outlet, useParams } from 'react-router-dom';
import { useTranslations } from 'use-intl';
import { useCall } from '../../../../platform/api/query.ts';
import { paths } from '../../../../platform/paths.ts';
import { NotFound } from '../../../../platform/ui/feedback/NotFound.tsx';
import { ProblemAlert } from '../../../../platform/ui/feedback/ProblemAlert.tsx';
import { QueryView } from '../../../../platform/ui/feedback/QueryView.tsx';
import { BackLink } from '../../../../platform/ui/layout/BackLink.tsx';
import { PageHeader } from '../../../../platform/ui/layout/PageHeader.tsx';
import { DeliveryList } from '../deliveries/DeliveryList.tsx';
import { EndpointStatusBadge } from '../EndpointStatusBadge.tsx';
import type { WebhookEndpoint } from '../webhook-endpoint.ts';
import { EndpointActions } from './EndpointActions.tsx';
import { EndpointFacts } from './EndpointFacts.tsx';
import { EndpointNotices } from './EndpointNotices.tsx';
import { useSendTest } from './use-send-test.ts';

/** In milliseconds. There is no live event for the state of deliveries. */
const refreshEvery = 10_000;

/** One endpoint: its properties, its status and its deliveries. */
export function EndpointPage() {
  const { id = '' } = useParams();
  const answer = useCall(webhookEndpoints.get, { params: { id } }, { every: refreshEvery });
  return (
    <QueryView query={answer} notFound={<EndpointNotFound />}>
      {(endpoint) => <Loaded endpoint={endpoint} />}
    </QueryView>
  );
}

function Loaded({ endpoint }: { endpoint: WebhookEndpoint }) {
  const t = useTranslations('webhookEndpoints.list');
  const test = useSendTest(endpoint.id);
  return (
    <>
      <PageHeader
        title={endpoint.url}
        description={endpoint.description || undefined}
        aside={<EndpointStatusBadge endpoint={endpoint} />}
        above={<BackLink to={paths.webhooks()}>{t('title')}</BackLink>}
        actions={<EndpointActions endpoint={endpoint} test={test} />}
      />
      <Stack gap="lg">
        {test.error ? <ProblemAlert problem={test.error} /> : null}
        <EndpointNotices endpoint={endpoint} />
        <EndpointFacts endpoint={endpoint} />
        <DeliveryList endpointId={endpoint.id} />
      </Stack>
      <Outlet context={endpoint} />
    </>
  );
}

/** Shown for an endpoint that does not exist, or no longer does. */
export function EndpointNotFound() {
  const t = useTranslations('webhookEndpoints.gone');
  return (
    <NotFound icon={IconWebhook} title={t('title')} text={t('text')} to={paths.webhooks()} back={t('back')} />
  );
}
