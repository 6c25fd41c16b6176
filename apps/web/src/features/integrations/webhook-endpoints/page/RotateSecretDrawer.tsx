import { Text } from '@mantine/core';
import { webhookEndpoints } from '@muster/contracts/integrations/webhook-endpoints';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { Form } from '../../../../platform/form/Form.tsx';
import { SubmitButton } from '../../../../platform/form/SubmitButton.tsx';
import { useContractForm } from '../../../../platform/form/use-contract-form.ts';
import { paths } from '../../../../platform/paths.ts';
import { RouteDrawer, useCloseDrawer } from '../../../../platform/ui/layout/RouteDrawer.tsx';
import { OneTimeSecret } from '../../../../platform/ui/secrets/OneTimeSecret.tsx';
import { useEndpoint } from '../webhook-endpoint.ts';

/** Gives an endpoint a new secret and shows it once, in a drawer beside its page. */
export function RotateSecretDrawer() {
  const t = useTranslations('webhookEndpoints');
  const { id } = useEndpoint();
  const close = useCloseDrawer(paths.webhook(id));
  const [secret, setSecret] = useState<string>();
  const form = useContractForm(webhookEndpoints.rotateSecret, {
    initialValues: {},
    toInput: () => ({ params: { id } }),
    invalidates: ['webhookEndpoints', 'auditEvents'],
    onSuccess: (rotated) => setSecret(rotated.secret),
  });
  return (
    <RouteDrawer title={t('rotate.title')} backTo={paths.webhook(id)} size={560}>
      {secret === undefined ? (
        <Form form={form}>
          <Text size="sm">{t('rotate.text')}</Text>
          <SubmitButton form={form} data-autofocus>
            {t('rotate.submit')}
          </SubmitButton>
        </Form>
      ) : (
        <OneTimeSecret label={t('secret.label')} secret={secret} doneLabel={t('secret.done')} onDone={close}>
          <Text size="sm">{t('rotate.done')}</Text>
        </OneTimeSecret>
      )}
    </RouteDrawer>
  );
}
