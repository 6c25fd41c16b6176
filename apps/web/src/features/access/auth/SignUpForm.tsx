import { TextInput } from '@mantine/core';
import { auth } from '@muster/contracts/access/auth';
import { useTranslations } from 'use-intl';
import { Form } from '../../../platform/form/Form.tsx';
import { PasswordField } from '../../../platform/form/PasswordField.tsx';
import { SubmitButton } from '../../../platform/form/SubmitButton.tsx';
import { useContractForm } from '../../../platform/form/use-contract-form.ts';
import { useLanguage } from '../../../platform/i18n/LanguageProvider.tsx';
import type { PendingSignUp } from './pending-sign-up.ts';

interface SignUpFormProps {
  /** What was entered before, if the person came back to change it. */
  draft: Pick<PendingSignUp, 'accountName' | 'name' | 'email'> | null;
  onAccepted: (pending: PendingSignUp) => void;
}

/** Company, person, address, password. Language and time zone come from the browser. */
export function SignUpForm({ draft, onAccepted }: SignUpFormProps) {
  const t = useTranslations('auth.signUp');
  const { locale } = useLanguage();
  const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
  const form = useContractForm(auth.signUp, {
    initialValues: {
      accountName: draft?.accountName ?? '',
      name: draft?.name ?? '',
      email: draft?.email ?? '',
      password: '',
    },
    toInput: (values) => ({ body: { ...values, locale, timeZone } }),
    invalidates: [],
    fieldFor: { password_weak: 'password' },
    onSuccess: ({ id }, { password: _, ...entered }) =>
      onAccepted({ ...entered, email: entered.email.trim(), id, sentAt: Date.now() }),
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
