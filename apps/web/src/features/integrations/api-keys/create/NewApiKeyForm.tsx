import { TextInput } from '@mantine/core';
import type { Permission } from '@muster/contracts/catalogue';
import { apiKeys } from '@muster/contracts/integrations/api-keys';
import { useTranslations } from 'use-intl';
import { GuardedForm } from '../../../../platform/form/GuardedForm.tsx';
import { SubmitButton } from '../../../../platform/form/SubmitButton.tsx';
import { useContractForm } from '../../../../platform/form/use-contract-form.ts';
import { useMe } from '../../../../platform/session/me.tsx';
import type { ApiKeyWithSecret } from '../api-key.ts';
import { NetworksField, useNetworksCheck } from '../networks/NetworksField.tsx';
import { parseNetworks } from '../networks/networks.ts';
import type { NewKeyValues } from './ExpiryField.tsx';
import { ExpiryField } from './ExpiryField.tsx';
import { expiryOf } from './expiry.ts';
import { ScopePicker } from './ScopePicker.tsx';

/** Name, permissions, expiry and networks of a new key. */
export function NewApiKeyForm({ onCreated }: { onCreated: (key: ApiKeyWithSecret) => void }) {
  const t = useTranslations('apiKeys');
  const { permissions: held, account } = useMe();
  const networks = useNetworksCheck();
  const initialValues: NewKeyValues = { name: '', scopes: [], expiry: '90', expiresAt: '', allowedIps: '' };
  const endOf = ({ expiry, expiresAt }: NewKeyValues) =>
    expiryOf(expiry, expiresAt, { now: new Date(), timeZone: account.timeZone });
  const form = useContractForm(apiKeys.create, {
    initialValues,
    toInput: (values) => ({
      body: {
        name: values.name,
        scopes: [...values.scopes],
        expiresAt: endOf(values)?.toISOString() ?? null,
        allowedIps: parseNetworks(values.allowedIps).map(({ value }) => value),
      },
    }),
    invalidates: ['apiKeys', 'auditEvents'],
    fieldFor: { scope_not_held: 'scopes' },
    alsoCheck: (values) => {
      const end = endOf(values);
      const isPast = end && end <= new Date();
      return {
        scopes: values.scopes.length === 0 ? t('scopes.missing') : undefined,
        expiresAt: end === undefined ? t('expiry.dayMissing') : isPast ? t('expiry.past') : undefined,
        ...networks.check(values.allowedIps),
      };
    },
    onProblem: (problem) => {
      const refused = networks.refused(problem, form.values.allowedIps);
      if (refused) form.form.setFieldError('allowedIps', refused);
    },
    onSuccess: onCreated,
  });
  return (
    <GuardedForm form={form} gap="lg">
      <TextInput
        label={t('field.name')}
        description={t('field.nameHint')}
        required
        withAsterisk={false}
        maxLength={100}
        autoComplete="off"
        maw={440}
        {...form.field('name')}
      />
      <ScopePicker
        held={held}
        value={form.values.scopes}
        onChange={(scopes: Permission[]) => {
          form.form.setFieldValue('scopes', scopes);
        }}
        error={form.form.errors.scopes}
      />
      <ExpiryField form={form} />
      <div style={{ maxWidth: 440 }}>
        <NetworksField form={form} />
      </div>
      <div>
        <SubmitButton form={form}>{t('new.submit')}</SubmitButton>
      </div>
    </GuardedForm>
  );
}
