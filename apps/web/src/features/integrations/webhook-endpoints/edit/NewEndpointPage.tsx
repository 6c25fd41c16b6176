import { webhookEndpoints } from '@muster/contracts/integrations/webhook-endpoints';
import { useState } from 'react';
import { useNavigate } from 'react-router-dom';
import { useTranslations } from 'use-intl';
import { GuardedForm } from '../../../../platform/form/GuardedForm.tsx';
import { SubmitButton } from '../../../../platform/form/SubmitButton.tsx';
import { useContractForm } from '../../../../platform/form/use-contract-form.ts';
import { paths } from '../../../../platform/paths.ts';
import { BackLink } from '../../../../platform/ui/layout/BackLink.tsx';
import { PageHeader } from '../../../../platform/ui/layout/PageHeader.tsx';
import { OneTimeSecret } from '../../../../platform/ui/secrets/OneTimeSecret.tsx';
import { VerifySample } from '../VerifySample.tsx';
import type { WebhookEndpointWithSecret } from '../webhook-endpoint.ts';
import { EndpointFields } from './EndpointFields.tsx';
import { bodyOf, valuesOf } from './endpoint-values.ts';
import { useEndpointCheck } from './use-endpoint-check.ts';

/** Adds an endpoint and shows its secret once. */
export function NewEndpointPage() {
  const t = useTranslations('webhookEndpoints');
  const navigate = useNavigate();
  const [created, setCreated] = useState<WebhookEndpointWithSecret>();
  return (
    <div style={{ maxWidth: 720 }}>
      <PageHeader
        title={created ? t('new.createdTitle') : t('new.title')}
        description={created ? t('new.createdText') : t('new.description')}
        above={<BackLink to={paths.webhooks()}>{t('list.title')}</BackLink>}
      />
      {created ? (
        <OneTimeSecret
          label={t('secret.label')}
          secret={created.secret}
          doneLabel={t('secret.done')}
          onDone={() => void navigate(paths.webhook(created.id))}
        >
          <VerifySample />
        </OneTimeSecret>
      ) : (
        <NewEndpointForm onCreated={setCreated} />
      )}
    </div>
  );
}

function NewEndpointForm({ onCreated }: { onCreated: (endpoint: WebhookEndpointWithSecret) => void }) {
  const t = useTranslations('webhookEndpoints.new');
  const check = useEndpointCheck();
  const form = useContractForm(webhookEndpoints.create, {
    initialValues: valuesOf(),
    toInput: (values) => ({ body: bodyOf(values) }),
    invalidates: ['webhookEndpoints', 'auditEvents'],
    fieldFor: { webhook_url_refused: 'url', scope_not_held: 'events' },
    alsoCheck: check,
    onSuccess: onCreated,
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
