import { auth } from '@muster/contracts/access/auth';
import { useTranslations } from 'use-intl';
import { Form } from '../../../platform/form/Form.tsx';
import { PasswordField } from '../../../platform/form/PasswordField.tsx';
import { SubmitButton } from '../../../platform/form/SubmitButton.tsx';
import { useContractForm } from '../../../platform/form/use-contract-form.ts';

interface ResetPasswordFormProps {
  token: string;
  onDone: () => void;
  onInvalid: () => void;
}

/** The new password. */
export function ResetPasswordForm({ token, onDone, onInvalid }: ResetPasswordFormProps) {
  const t = useTranslations('auth.reset');
  const form = useContractForm(auth.resetPassword, {
    initialValues: { password: '' },
    toInput: ({ password }) => ({ body: { token, password } }),
    invalidates: [],
    fieldFor: { password_weak: 'password' },
    onSuccess: onDone,
    onProblem: (problem) => {
      if (problem.code === 'reset_link_invalid') onInvalid();
    },
  });
  return (
    <Form form={form}>
      <PasswordField kind="new" label={t('password')} autoFocus {...form.field('password')} />
      <SubmitButton form={form} fullWidth>
        {t('submit')}
      </SubmitButton>
    </Form>
  );
}
