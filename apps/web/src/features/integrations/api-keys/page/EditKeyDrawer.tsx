import { TextInput } from '@mantine/core';
import { apiKeys } from '@muster/contracts/integrations/api-keys';
import { useTranslations } from 'use-intl';
import { Form } from '../../../../platform/form/Form.tsx';
import { SubmitButton } from '../../../../platform/form/SubmitButton.tsx';
import { useContractForm } from '../../../../platform/form/use-contract-form.ts';
import { notify } from '../../../../platform/notify.tsx';
import { paths } from '../../../../platform/paths.ts';
import { RouteDrawer, useCloseDrawer } from '../../../../platform/ui/layout/RouteDrawer.tsx';
import { useApiKey } from '../api-key.ts';
import { NetworksField, type NetworksValues, useNetworksCheck } from '../networks/NetworksField.tsx';
import { parseNetworks } from '../networks/networks.ts';

interface EditKeyValues extends NetworksValues {
  name: string;
}

/** Changes a key's name and networks, beside its page. */
export function EditKeyDrawer() {
  const t = useTranslations('apiKeys');
  const key = useApiKey();
  const close = useCloseDrawer(paths.apiKey(key.id));
  const networks = useNetworksCheck();
  const initialValues: EditKeyValues = { name: key.name, allowedIps: key.allowedIps.join('\n') };
  const form = useContractForm(apiKeys.update, {
    initialValues,
    toInput: ({ name, allowedIps }) => ({
      params: { id: key.id },
      body: { name, allowedIps: parseNetworks(allowedIps).map(({ value }) => value) },
    }),
    invalidates: ['apiKeys', 'auditEvents'],
    alsoCheck: ({ allowedIps }) => networks.check(allowedIps),
    onProblem: (problem) => {
      const refused = networks.refused(problem, form.values.allowedIps);
      if (refused) form.form.setFieldError('allowedIps', refused);
    },
    onSuccess: ({ name }) => {
      notify(t('edit.done', { name }));
      close();
    },
  });
  return (
    <RouteDrawer title={t('edit.title')} backTo={paths.apiKey(key.id)}>
      <Form form={form} isGuarded>
        <TextInput
          label={t('field.name')}
          required
          withAsterisk={false}
          maxLength={100}
          autoComplete="off"
          data-autofocus
          {...form.field('name')}
        />
        <NetworksField form={form} />
        <SubmitButton form={form}>{t('edit.submit')}</SubmitButton>
      </Form>
    </RouteDrawer>
  );
}
