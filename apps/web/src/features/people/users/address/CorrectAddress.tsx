import { Button, Group, Modal, Text, TextInput } from '@mantine/core';
import { users } from '@muster/contracts/people/users';
import { useTranslations } from 'use-intl';
import { Form } from '../../../../platform/form/Form.tsx';
import { SubmitButton } from '../../../../platform/form/SubmitButton.tsx';
import { useContractForm } from '../../../../platform/form/use-contract-form.ts';
import { notify } from '../../../../platform/notify.tsx';
import { ExistingUser } from '../ExistingUser.tsx';
import type { User } from '../user.ts';

interface CorrectAddressProps {
  user: User;
  isOpen: boolean;
  onClose: () => void;
  /** Called for a user without an invitation: changing the address alone sends none. */
  onCorrected?: (user: User) => void;
}

/** Corrects the address of a user whose e-mails do not arrive; the invitation is sent again. */
export function CorrectAddress({ user, isOpen, onClose, onCorrected }: CorrectAddressProps) {
  const t = useTranslations('users.address');
  const tu = useTranslations('platform.ui');
  return (
    <Modal
      opened={isOpen}
      onClose={onClose}
      title={t('title', { name: user.name })}
      closeButtonProps={{ 'aria-label': tu('cancel') }}
    >
      <AddressForm user={user} onClose={onClose} onCorrected={onCorrected} />
    </Modal>
  );
}

function AddressForm({
  user,
  onClose,
  onCorrected,
}: Pick<CorrectAddressProps, 'user' | 'onClose'> & {
  onCorrected: CorrectAddressProps['onCorrected'] | undefined;
}) {
  const t = useTranslations('users.address');
  const tf = useTranslations('platform.people.field');
  const tu = useTranslations('platform.ui');
  const form = useContractForm(users.update, {
    initialValues: { email: user.email },
    toInput: ({ email }) => ({ params: { id: user.id }, body: { email } }),
    invalidates: ['users', 'invitations', 'emails', 'account', 'auditEvents'],
    fieldFor: { user_exists: 'email', already_active: 'email' },
    alsoCheck: ({ email }) =>
      email.trim().toLowerCase() === user.email.toLowerCase() ? { email: t('same') } : {},
    onSuccess: (corrected) => {
      onClose();
      if (onCorrected) onCorrected(corrected);
      else notify(t('done', { email: corrected.email }));
    },
  });
  const email = form.field('email');
  return (
    <Form form={form} aria-label={t('title', { name: user.name })}>
      {user.invitation?.deliveryDetail ? (
        <Text size="sm" c="dimmed">
          {t('reason', { detail: user.invitation.deliveryDetail })}
        </Text>
      ) : null}
      <TextInput
        label={tf('email')}
        type="email"
        autoComplete="off"
        data-autofocus
        {...email}
        onFocus={({ currentTarget }) => currentTarget.select()}
        error={email.error ? <ExistingUser error={email.error} refusal={form.refusal} /> : null}
      />
      <Text size="sm">{t('text')}</Text>
      <Group justify="flex-end" gap="xs">
        <Button variant="default" onClick={onClose}>
          {tu('cancel')}
        </Button>
        <SubmitButton form={form}>{t('submit')}</SubmitButton>
      </Group>
    </Form>
  );
}
