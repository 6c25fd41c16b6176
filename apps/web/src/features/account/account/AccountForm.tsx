import { Fieldset, Group, NativeSelect, SimpleGrid, TextInput } from '@mantine/core';
import { useDidUpdate } from '@mantine/hooks';
import { account as endpoints } from '@muster/contracts/account/account';
import { useTranslations } from 'use-intl';
import { GuardedForm } from '../../../platform/form/GuardedForm.tsx';
import { SubmitButton } from '../../../platform/form/SubmitButton.tsx';
import { useContractForm } from '../../../platform/form/use-contract-form.ts';
import { localeNames, locales } from '../../../platform/i18n/locale.ts';
import { notify } from '../../../platform/notify.tsx';
import { useCan } from '../../../platform/session/me.tsx';
import { type Account, areSignInDays, bodyOf, valuesOfAccount } from './account-values.ts';
import { BrandPreview } from './BrandPreview.tsx';
import { ColorField } from './ColorField.tsx';
import { LogoField } from './LogoField.tsx';
import { SettingsSection } from './SettingsSection.tsx';
import { SignInDaysField } from './SignInDaysField.tsx';
import { TimeZoneField } from './TimeZoneField.tsx';

/** Name, language and branding of the account. */
export function AccountForm({ account }: { account: Account }) {
  const t = useTranslations('account');
  const mayWrite = useCan('account:write');
  const form = useContractForm(endpoints.update, {
    initialValues: valuesOfAccount(account),
    toInput: (values) => ({ body: bodyOf(values) }),
    invalidates: ['account', 'me', 'auditEvents'],
    fieldFor: { logo_invalid: 'logo' },
    alsoCheck: (values) => ({
      signInMaxDays: areSignInDays(values.signInMaxDays) ? undefined : t('field.signInDaysError'),
      signInIdleDays: areSignInDays(values.signInIdleDays) ? undefined : t('field.signInDaysError'),
    }),
    onSuccess: (saved) => {
      form.form.setInitialValues(valuesOfAccount(saved));
      form.form.reset();
      notify(t('saved'));
    },
  });
  const { isDirty, values } = form;

  // Takes over what another admin saved, unless the form has unsaved input.
  useDidUpdate(() => {
    if (isDirty) return;
    form.form.setInitialValues(valuesOfAccount(account));
    form.form.reset();
  }, [account.updatedAt]);

  return (
    <GuardedForm form={form} gap={0} aria-label={t('title')}>
      <Fieldset variant="unstyled" m={0} p={0} disabled={!mayWrite}>
        <SettingsSection title={t('section.general')}>
          <TextInput label={t('field.name')} maxLength={120} {...form.field('name')} />
          <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="sm">
            <NativeSelect
              label={t('field.locale')}
              description={t('field.localeHint')}
              data={locales.map((value) => ({ value, label: localeNames[value] }))}
              {...form.field('locale')}
            />
            <TimeZoneField {...form.field('timeZone')} value={values.timeZone} />
          </SimpleGrid>
          <TextInput
            label={t('field.supportEmail')}
            description={t('field.supportEmailHint')}
            type="email"
            autoComplete="off"
            maxLength={254}
            {...form.field('supportEmail')}
          />
        </SettingsSection>
        <SettingsSection title={t('section.brand')} description={t('section.brandHint')}>
          <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="lg">
            <div>
              <LogoField
                name={values.name}
                {...form.field('logo')}
                value={values.logo}
                isDisabled={!mayWrite}
              />
              <ColorField {...form.field('primaryColor')} value={values.primaryColor} />
            </div>
            <BrandPreview name={values.name} logoUrl={values.logo} color={values.primaryColor} />
          </SimpleGrid>
        </SettingsSection>
        <SettingsSection title={t('section.signIn')} description={t('section.signInHint')}>
          <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="sm">
            <SignInDaysField
              label={t('field.signInMaxDays')}
              description={t('field.signInMaxDaysHint')}
              {...form.field('signInMaxDays')}
            />
            <SignInDaysField
              label={t('field.signInIdleDays')}
              description={t('field.signInIdleDaysHint')}
              {...form.field('signInIdleDays')}
            />
          </SimpleGrid>
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
