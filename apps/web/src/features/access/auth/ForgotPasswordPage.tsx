import { Alert, Anchor, TextInput } from '@mantine/core';
import { auth } from '@muster/contracts/access/auth';
import { IconMailCheck } from '@tabler/icons-react';
import { useState } from 'react';
import { Link } from 'react-router-dom';
import { useTranslations } from 'use-intl';
import { Form } from '../../../platform/form/Form.tsx';
import { SubmitButton } from '../../../platform/form/SubmitButton.tsx';
import { useContractForm } from '../../../platform/form/use-contract-form.ts';
import { paths } from '../../../platform/paths.ts';
import { PublicPage } from '../../../platform/ui/layout/PublicPage.tsx';

/** Requests a reset e-mail. The response is the same whether the address is known or not. */
export function ForgotPasswordPage() {
  const t = useTranslations('auth.forgot');
  const [sentTo, setSentTo] = useState<string>();
  const form = useContractForm(auth.forgotPassword, {
    initialValues: { email: '' },
    toInput: (values) => ({ body: values }),
    invalidates: [],
    onSuccess: (_, { email }) => setSentTo(email.trim()),
  });
  return (
    <PublicPage
      title={t('title')}
      description={sentTo ? undefined : t('text')}
      footer={
        <Anchor component={Link} to={paths.signIn()} inherit>
          {t('back')}
        </Anchor>
      }
    >
      {sentTo ? (
        <Alert role="status" icon={<IconMailCheck aria-hidden />} title={t('sentTitle')}>
          {t('sent', { email: sentTo })}
        </Alert>
      ) : (
        <Form form={form}>
          <TextInput
            label={t('email')}
            type="email"
            inputMode="email"
            autoComplete="username"
            autoFocus
            {...form.field('email')}
          />
          <SubmitButton form={form} fullWidth>
            {t('submit')}
          </SubmitButton>
        </Form>
      )}
    </PublicPage>
  );
}
