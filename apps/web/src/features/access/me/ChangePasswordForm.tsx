import { Checkbox } from '@mantine/core';
import { me } from '@muster/contracts/access/me';
import { useTranslations } from 'use-intl';
import { Form } from '../../../platform/form/Form.tsx';
import { PasswordField } from '../../../platform/form/PasswordField.tsx';
import { SubmitButton } from '../../../platform/form/SubmitButton.tsx';
import { useContractForm } from '../../../platform/form/use-contract-form.ts';
import { notify } from '../../../platform/notify.tsx';
import { useMe } from '../../../platform/session/me.tsx';
import { Section } from '../../../platform/ui/layout/Section.tsx';

/** A new password, confirmed with the current one. */
export function ChangePasswordForm() {
  const t = useTranslations('me.password');
  const { identity, account } = useMe();
  const form = useContractForm(me.changePassword, {
    initialValues: { currentPassword: '', newPassword: '', endOtherSignIns: true },
    toInput: (values) => ({ body: values }),
    invalidates: ['me'],
    fieldFor: { credentials_invalid: 'currentPassword', password_weak: 'newPassword' },
    onSuccess: () => {
      notify(form.values.endOtherSignIns ? t('savedOthers') : t('saved'));
      form.form.reset();
    },
  });
  return (
    <Section title={t('title')} description={t('text')}>
      <Form form={form}>
        {/* Tells password managers whose password this is. */}
        <input type="text" autoComplete="username" value={identity.email} readOnly hidden />
        <PasswordField kind="current" label={t('current')} maw={360} {...form.field('currentPassword')} />
        <PasswordField
          kind="new"
          label={t('new')}
          maw={360}
          personal={[identity.email, identity.name, account.name]}
          {...form.field('newPassword')}
        />
        <Checkbox label={t('endOthers')} {...form.field('endOtherSignIns', { type: 'checkbox' })} />
        <SubmitButton form={form} style={{ alignSelf: 'flex-start' }}>
          {t('save')}
        </SubmitButton>
      </Form>
    </Section>
  );
}
