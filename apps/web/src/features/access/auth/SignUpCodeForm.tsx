import { Alert, Anchor, Button, Group, Stack, Text, TextInput } from '@mantine/core';
import { auth } from '@muster/contracts/access/auth';
import { IconMailCheck } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { Link } from 'react-router-dom';
import { useTranslations } from 'use-intl';
import { useCommand } from '../../../platform/api/command.ts';
import { Form } from '../../../platform/form/Form.tsx';
import { SubmitButton } from '../../../platform/form/SubmitButton.tsx';
import { useContractForm } from '../../../platform/form/use-contract-form.ts';
import { paths } from '../../../platform/paths.ts';
import type { Me } from '../../../platform/session/me-query.ts';
import { ProblemAlert } from '../../../platform/ui/feedback/ProblemAlert.tsx';
import type { PendingSignUp } from './pending-sign-up.ts';

interface SignUpCodeFormProps {
  pending: PendingSignUp;
  /** Whether e-mails are captured, so that the code is on the mailbox page. */
  isMailboxOpen: boolean;
  onResent: (next: PendingSignUp) => void;
  onSignedUp: (person: Me) => void;
  /** Leads back to the first step. */
  onBack: () => void;
}

/** How long to wait before a further code can be requested, in seconds. */
const waitSeconds = 30;

/** The second step of signing up: the code from the e-mail. */
export function SignUpCodeForm({
  pending,
  isMailboxOpen,
  onResent,
  onSignedUp,
  onBack,
}: SignUpCodeFormProps) {
  const t = useTranslations('auth.signUp.code');
  const left = useSecondsLeft(pending.sentAt + waitSeconds * 1000);
  const form = useContractForm(auth.confirmSignUp, {
    initialValues: { code: '' },
    // People paste "204 816", too.
    toInput: ({ code }) => ({ body: { id: pending.id, code: code.replace(/\D/g, '') } }),
    invalidates: [],
    onSuccess: ({ me }) => onSignedUp(me),
  });
  const resend = useCommand(auth.resendSignUpCode, {
    invalidates: [],
    onSuccess: ({ id }) => {
      form.form.reset();
      onResent({ ...pending, id, sentAt: Date.now() });
    },
  });
  const isOver = [form.refusal?.code, resend.error?.code].includes('sign_up_expired');
  return (
    <Stack gap="md">
      <Form form={form}>
        <TextInput
          label={t('label')}
          inputMode="numeric"
          autoComplete="one-time-code"
          autoFocus
          key={pending.id}
          disabled={isOver}
          {...form.field('code')}
        />
        {isOver ? (
          <Button fullWidth onClick={onBack}>
            {t('startAgain')}
          </Button>
        ) : (
          <SubmitButton form={form} fullWidth>
            {t('submit')}
          </SubmitButton>
        )}
      </Form>
      {isMailboxOpen ? (
        <Text size="sm">
          {t.rich('captured', {
            link: (text) => (
              <Anchor component={Link} to={paths.mailbox(pending.email)} target="_blank" inherit>
                {text}
              </Anchor>
            ),
          })}
        </Text>
      ) : null}
      {resend.error && !isOver ? <ProblemAlert problem={resend.error} /> : null}
      {resend.isSuccess ? (
        <Alert role="status" icon={<IconMailCheck aria-hidden />} title={t('resentTitle')}>
          {t('resent')}
        </Alert>
      ) : null}
      {isOver ? null : (
        <Group justify="space-between" gap="xs">
          <Button variant="subtle" size="compact-sm" onClick={onBack}>
            {t('back')}
          </Button>
          <Button
            variant="subtle"
            size="compact-sm"
            loading={resend.isPending}
            disabled={left > 0}
            onClick={() => resend.mutate({ body: { id: pending.id } })}
          >
            {left > 0 ? t('resendIn', { seconds: left }) : t('resend')}
          </Button>
        </Group>
      )}
    </Stack>
  );
}

/** The whole seconds until a moment, counted down. */
function useSecondsLeft(until: number): number {
  const [now, setNow] = useState(Date.now);
  const left = Math.max(0, Math.ceil((until - now) / 1000));
  const isRunning = left > 0;
  useEffect(() => {
    setNow(Date.now());
    if (!isRunning) return;
    const timer = setInterval(() => setNow(Date.now()), 1000);
    return () => clearInterval(timer);
  }, [isRunning]);
  return Math.min(left, waitSeconds);
}
