import { Skeleton } from '@mantine/core';
import { webhookEndpoints } from '@muster/contracts/integrations/webhook-endpoints';
import { useNavigate, useParams } from 'react-router-dom';
import { useTranslations } from 'use-intl';
import { useCall } from '../../../../platform/api/query.ts';
import { GuardedForm } from '../../../../platform/form/GuardedForm.tsx';
import { SubmitButton } from '../../../../platform/form/SubmitButton.tsx';
import { useContractForm } from '../../../../platform/form/use-contract-form.ts';
import { notify } from '../../../../platform/notify.tsx';
import { paths } from '../../../../platform/paths.ts';
import { ProblemAlert } from '../../../../platform/ui/feedback/ProblemAlert.tsx';
import { BackLink } from '../../../../platform/ui/layout/BackLink.tsx';
import { PageHeader } from '../../../../platform/ui/layout/PageHeader.tsx';
import { EndpointNotFound } from '../page/EndpointPage.tsx';
import type { WebhookEndpoint } from '../webhook-endpoint.ts';
import { EndpointFields } from './EndpointFields.tsx';
import { bodyOf, valuesOf } from './endpoint-values.ts';
import { useEndpointCheck } from './use-endpoint-check.ts';

/** Changes an endpoint. */
export function EditEndpointPage() {
  const t = useTranslations('webhookEndpoints');
  const { id = '' } = useParams();
  const endpoint = useCall(webhookEndpoints.get, { params: { id } });
  const code = endpoint.error?.code;
  if (code === 'not_found' || code === 'validation_failed') return <EndpointNotFound />;
  return (
    <div style={{ maxWidth: 720 }}>
      <PageHeader
        title={t('edit.title')}
        above={<BackLink to={paths.webhook(id)}>{t('edit.back')}</BackLink>}
      />
      {endpoint.data ? (
        <EditEndpointForm key={endpoint.data.id} endpoint={endpoint.data} />
      ) : endpoint.error ? (
        <ProblemAlert problem={endpoint.error} onRetry={() => void endpoint.refetch()} />
      ) : (
        <Skeleton height={320} />
      )}
    </div>
  );
}

function EditEndpointForm({ endpoint }: { endpoint: WebhookEndpoint }) {
  const t = useTranslations('webhookEndpoints.edit');
  const navigate = useNavigate();
  const check = useEndpointCheck();
  const form = useContractForm(webhookEndpoints.update, {
    initialValues: valuesOf(endpoint),
    toInput: (values) => ({ params: { id: endpoint.id }, body: bodyOf(values) }),
    invalidates: ['webhookEndpoints', 'webhookDeliveries', 'auditEvents'],
    fieldFor: { webhook_url_refused: 'url', scope_not_held: 'events' },
    alsoCheck: check,
    onSuccess: () => {
      notify(t('done'));
      void navigate(paths.webhook(endpoint.id));
    },
  });
  return (
    <GuardedForm form={form} gap="lg">
      <EndpointFields form={form} />
      <div>
        <SubmitButton form={form}>{t('submit')}</SubmitButton>
      </div>
    </GuardedForm>
  );
}
