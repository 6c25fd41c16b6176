import { TextInput } from '@mantine/core';
import { auth } from '@muster/contracts/access/auth';
import { useTranslations } from 'use-intl';
import { Form } from '../../../platform/form/Form.tsx';
import { PasswordField } from '../../../platform/form/PasswordField.tsx';
import { SubmitButton } from '../../../platform/form/SubmitButton.tsx';
import { useContractForm } from '../../../platform/form/use-contract-form.ts';
import { useLanguage } from '../../../platform/i18n/LanguageProvider.tsx';
import type { Me } from '../../../platform/session/me-query.ts';

/** Company, person, address, password. Language and time zone come from the browser. */
export function SignUpForm({ onSignedUp }: { onSignedUp: (person: Me) => void }) {
  const t = useTranslations('auth.signUp');
  const { locale } = useLanguage();
  const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
  const form = useContractForm(auth.signUp, {
    initialValues: { accountName: '', name: '', email: '', password: '' },
    toInput: (values) => ({ body: { ...values, locale, timeZone } }),
    invalidates: [],
    fieldFor: { password_weak: 'password', credentials_invalid: 'password' },
    onSuccess: ({ me }) => onSignedUp(me),
  });
  const { accountName, name, email } = form.values;
  return (
    <Form form={form}>
      <TextInput label={t('company')} autoComplete="organization" autoFocus {...form.field('accountName')} />
      <TextInput label={t('name')} autoComplete="name" {...form.field('name')} />
      <TextInput
        label={t('email')}
        type="email"
        inputMode="email"
        autoComplete="username"
        {...form.field('email')}
      />
      <PasswordField
        kind="new"
        label={t('password')}
        personal={[accountName, name, email]}
        {...form.field('password')}
      />
      <SubmitButton form={form} fullWidth>
        {t('submit')}
      </SubmitButton>
    </Form>
  );
}
