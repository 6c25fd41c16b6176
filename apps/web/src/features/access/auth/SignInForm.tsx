import { Anchor, TextInput } from '@mantine/core';
import { auth } from '@muster/contracts/access/auth';
import { Link } from 'react-router-dom';
import { useTranslations } from 'use-intl';
import { Form } from '../../../platform/form/Form.tsx';
import { PasswordField } from '../../../platform/form/PasswordField.tsx';
import { SubmitButton } from '../../../platform/form/SubmitButton.tsx';
import { useContractForm } from '../../../platform/form/use-contract-form.ts';
import { paths } from '../../../platform/paths.ts';
import type { Me } from '../../../platform/session/me-query.ts';

interface SignInFormProps {
  /** The address to start with, where it is known who signs in. */
  email?: string;
  onSignedIn: (person: Me) => void;
}

/** Address and password, on the sign-in page and in the dialog over a page whose session ended. */
export function SignInForm({ email = '', onSignedIn }: SignInFormProps) {
  const t = useTranslations('auth.signIn');
  const form = useContractForm(auth.signIn, {
    initialValues: { email, password: '' },
    toInput: (values) => ({ body: values }),
    invalidates: [],
    onSuccess: ({ me }) => onSignedIn(me),
  });
  return (
    <Form form={form}>
      <TextInput
        label={t('email')}
        type="email"
        autoComplete="username"
        inputMode="email"
        autoFocus={email === ''}
        data-autofocus={email === '' || undefined}
        {...form.field('email')}
      />
      <PasswordField
        kind="current"
        label={t('password')}
        autoFocus={email !== ''}
        data-autofocus={email !== '' || undefined}
        {...form.field('password')}
      />
      <SubmitButton form={form} fullWidth>
        {t('submit')}
      </SubmitButton>
      <Anchor component={Link} to={paths.forgotPassword()} size="sm" ta="center">
        {t('forgot')}
      </Anchor>
    </Form>
  );
}
