import { TextInput } from '@mantine/core';
import { apiKeys } from '@muster/contracts/integrations/api-keys';
import { useTranslations } from 'use-intl';
import { NounDrawer, useDrawerForm } from '../../../../platform/form/NounDrawer.tsx';
import { paths } from '../../../../platform/paths.ts';
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
  const networks = useNetworksCheck();
  const initialValues: EditKeyValues = { name: key.name, allowedIps: key.allowedIps.join('\n') };
  const form = useDrawerForm(apiKeys.update, {
    backTo: paths.apiKey(key.id),
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
    done: ({ name }) => t('edit.done', { name }),
  });
  return (
    <NounDrawer title={t('edit.title')} form={form} submit={t('edit.submit')}>
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
    </NounDrawer>
  );
}
