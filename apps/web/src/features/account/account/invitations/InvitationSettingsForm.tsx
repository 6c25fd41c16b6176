import { Anchor, Fieldset, Group, NumberInput } from '@mantine/core';
import { useDidUpdate } from '@mantine/hooks';
import { account as endpoints } from '@muster/contracts/account/account';
import { Link } from 'react-router-dom';
import { useTranslations } from 'use-intl';
import { GuardedForm } from '../../../../platform/form/GuardedForm.tsx';
import { SubmitButton } from '../../../../platform/form/SubmitButton.tsx';
import { useContractForm } from '../../../../platform/form/use-contract-form.ts';
import { notify } from '../../../../platform/notify.tsx';
import { paths } from '../../../../platform/paths.ts';
import { Can, useCan } from '../../../../platform/session/me.tsx';
import type { Account } from '../account-values.ts';
import { SettingsSection } from '../SettingsSection.tsx';
import { bodyOf, type InvitationValues, valuesOf } from './invitation-values.ts';
import { ReminderDays } from './ReminderDays.tsx';
import { ReminderSummary } from './ReminderSummary.tsx';
import { faultsOf } from './reminder-days.ts';

/** How long a link works, and when people who have not activated are reminded. */
export function InvitationSettingsForm({ account }: { account: Account }) {
  const t = useTranslations('account.invitationSettings');
  const mayWrite = useCan('account:write');
  const reminderError = ({ invitationReminderDays: days }: InvitationValues) => {
    const fault = faultsOf(days).find(Boolean);
    if (!fault) return {};
    return { invitationReminderDays: fault === 'day' ? t('dayError') : t('twiceError') };
  };
  const form = useContractForm(endpoints.update, {
    initialValues: valuesOf(account),
    toInput: (values) => ({ body: bodyOf(values) }),
    invalidates: ['account', 'me', 'auditEvents'],
    alsoCheck: (values) => ({
      invitationLifetimeDays: isLifetime(values.invitationLifetimeDays) ? undefined : t('lifetimeError'),
      ...reminderError(values),
    }),
    onSuccess: (saved) => {
      form.form.setInitialValues(valuesOf(saved));
      form.form.reset();
      notify(t('saved'));
    },
  });
  const { isDirty, values } = form;
  const lifetime = isLifetime(values.invitationLifetimeDays)
    ? Number(values.invitationLifetimeDays)
    : account.invitationLifetimeDays;

  // Takes over what another admin saved, unless the form has unsaved input.
  useDidUpdate(() => {
    if (isDirty) return;
    form.form.setInitialValues(valuesOf(account));
    form.form.reset();
  }, [account.updatedAt]);

  const textLink = (key: string, label: string) => (
    <Can permission="email_templates:read">
      <Anchor component={Link} to={paths.emailTemplate(key, { from: paths.invitationSettings() })} size="sm">
        {label}
      </Anchor>
    </Can>
  );
  return (
    <GuardedForm form={form} gap={0} aria-label={t('title')}>
      <Fieldset variant="unstyled" m={0} p={0} disabled={!mayWrite}>
        <SettingsSection title={t('validity')} description={t('validityText')}>
          <NumberInput
            label={t('lifetime')}
            description={t('lifetimeHint')}
            min={1}
            max={30}
            clampBehavior="none"
            allowDecimal={false}
            allowNegative={false}
            w={{ base: '100%', xs: 300 }}
            {...form.field('invitationLifetimeDays')}
          />
          <div>{textLink('invitation', t('editInvitation'))}</div>
        </SettingsSection>
        <SettingsSection title={t('reminders')} description={t('remindersText')}>
          <ReminderDays
            {...form.field('invitationReminderDays')}
            value={values.invitationReminderDays}
            lifetime={lifetime}
            isDisabled={!mayWrite}
          />
          <ReminderSummary
            days={values.invitationReminderDays}
            lifetime={lifetime}
            timeZone={account.timeZone}
          />
          <div>{textLink('invitation_reminder', t('editReminder'))}</div>
        </SettingsSection>
      </Fieldset>
      {mayWrite ? (
        <Group gap="sm">
          <SubmitButton form={form} disabled={!isDirty}>
            {t('save')}
          </SubmitButton>
        </Group>
      ) : null}
    </GuardedForm>
  );
}

function isLifetime(days: number | string): boolean {
  return Number.isInteger(Number(days)) && Number(days) >= 1 && Number(days) <= 30;
}
