import { Anchor, SimpleGrid, TextInput } from '@mantine/core';
import { type ActivationPreview, activation } from '@muster/contracts/access/activation';
import { Link } from 'react-router-dom';
import { useTranslations } from 'use-intl';
import type * as z from 'zod';
import type { ProblemError } from '../../../platform/api/problem.ts';
import { Form } from '../../../platform/form/Form.tsx';
import { PasswordField } from '../../../platform/form/PasswordField.tsx';
import { SubmitButton } from '../../../platform/form/SubmitButton.tsx';
import { useContractForm } from '../../../platform/form/use-contract-form.ts';
import { paths } from '../../../platform/paths.ts';
import type { Me } from '../../../platform/session/me-query.ts';

interface ActivationFormProps {
  token: string;
  invitation: z.input<typeof ActivationPreview>;
  onActivated: (person: Me) => void;
  onProblem: (problem: ProblemError) => void;
}

const shortestPassword = 10;

/** Name and password: a new password, or the one the person already signs in with. */
export function ActivationForm({ token, invitation, onActivated, onProblem }: ActivationFormProps) {
  const t = useTranslations('activation.form');
  const { account, email, hasIdentity } = invitation;
  const form = useContractForm(activation.accept, {
    initialValues: { firstName: invitation.firstName, lastName: invitation.lastName, password: '' },
    toInput: (values) => ({ body: { token, ...values } }),
    invalidates: [],
    fieldFor: { credentials_invalid: 'password', password_weak: 'password' },
    // The contract accepts any length, because for an existing identity it is an existing password.
    alsoCheck: ({ password }) =>
      hasIdentity || password === '' || [...password].length >= shortestPassword
        ? {}
        : { password: t('passwordShort') },
    onProblem,
    onSuccess: ({ me }) => onActivated(me),
  });
  const { firstName, lastName } = form.values;
  return (
    <Form form={form}>
      <input type="text" autoComplete="username" value={email} readOnly hidden />
      <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="md">
        <TextInput label={t('firstName')} autoComplete="given-name" {...form.field('firstName')} />
        <TextInput label={t('lastName')} autoComplete="family-name" {...form.field('lastName')} />
      </SimpleGrid>
      {hasIdentity ? (
        <div>
          <PasswordField
            kind="current"
            label={t('existingPassword')}
            description={t('existingHint', { email })}
            {...form.field('password')}
          />
          <Anchor component={Link} to={paths.forgotPassword()} size="sm" mt={6} display="inline-block">
            {t('forgot')}
          </Anchor>
        </div>
      ) : (
        <PasswordField
          kind="new"
          label={t('newPassword')}
          personal={[firstName, lastName, email, account.name]}
          {...form.field('password')}
        />
      )}
      <SubmitButton form={form} fullWidth size="md">
        {hasIdentity ? t('join') : t('activate')}
      </SubmitButton>
    </Form>
  );
}
