import { Switch, TextInput } from '@mantine/core';
import type { EventType } from '@muster/contracts/catalogue';
import { useTranslations } from 'use-intl';
import type { ContractForm } from '../../../../platform/form/use-contract-form.ts';
import { EventPicker } from './EventPicker.tsx';
import type { EndpointValues } from './endpoint-values.ts';

/** The fields of an endpoint, for creating and for editing one. */
export function EndpointFields({ form }: { form: ContractForm<EndpointValues> }) {
  const t = useTranslations('webhookEndpoints.field');
  return (
    <>
      <TextInput
        type="url"
        inputMode="url"
        label={t('url')}
        description={t('urlHint')}
        placeholder="https://example.com/webhooks/muster"
        required
        withAsterisk={false}
        maxLength={2000}
        autoComplete="off"
        spellCheck={false}
        {...form.field('url')}
      />
      <TextInput
        label={t('description')}
        description={t('descriptionHint')}
        maxLength={200}
        autoComplete="off"
        {...form.field('description')}
      />
      <EventPicker
        choice={form.values.choice}
        onChoice={(choice) => {
          form.form.setFieldValue('choice', choice);
          form.form.clearFieldError('events');
        }}
        value={form.values.events}
        onChange={(events: EventType[]) => form.form.setFieldValue('events', events)}
        error={form.form.errors.events}
      />
      <Switch label={t('isEnabled')} description={t('isEnabledHint')} {...form.toggle('isEnabled')} />
    </>
  );
}
