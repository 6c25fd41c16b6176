import { TextInput } from '@mantine/core';
import { me } from '@muster/contracts/access/me';
import { useTranslations } from 'use-intl';
import { Form } from '../../../platform/form/Form.tsx';
import { SubmitButton } from '../../../platform/form/SubmitButton.tsx';
import { useContractForm } from '../../../platform/form/use-contract-form.ts';
import { useLanguage } from '../../../platform/i18n/LanguageProvider.tsx';
import type { Me } from '../../../platform/session/me-query.ts';

/** Creates a further company account for the person who is signed in. */
export function FurtherAccountForm({ onCreated }: { onCreated: (person: Me) => void }) {
  const t = useTranslations('auth.signUp');
  const { locale } = useLanguage();
  const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
  const form = useContractForm(me.createAccount, {
    initialValues: { accountName: '' },
    toInput: (values) => ({ body: { ...values, locale, timeZone } }),
    invalidates: [],
    onSuccess: ({ me: person }) => onCreated(person),
  });
  return (
    <Form form={form}>
      <TextInput label={t('company')} autoComplete="organization" autoFocus {...form.field('accountName')} />
      <SubmitButton form={form} fullWidth>
        {t('submit')}
      </SubmitButton>
    </Form>
  );
}
