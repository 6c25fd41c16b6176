import { Select, TextInput } from '@mantine/core';
import { me } from '@muster/contracts/access/me';
import type { Locale } from '@muster/contracts/kit/primitives';
import { useTranslations } from 'use-intl';
import { GuardedForm } from '../../../platform/form/GuardedForm.tsx';
import { SubmitButton } from '../../../platform/form/SubmitButton.tsx';
import { useContractForm } from '../../../platform/form/use-contract-form.ts';
import { localeNames, locales } from '../../../platform/i18n/locale.ts';
import { notify } from '../../../platform/notify.tsx';
import { useMe } from '../../../platform/session/me.tsx';
import { Section } from '../../../platform/ui/layout/Section.tsx';

const automatic = 'auto';

/** Name and language. The language takes effect with the response, because the whole frame follows `me`. */
export function AboutYouForm() {
  const t = useTranslations('me.about');
  const { identity } = useMe();
  const form = useContractForm(me.update, {
    initialValues: { name: identity.name, locale: identity.locale ?? automatic },
    toInput: ({ name, locale }) => ({
      body: { name, locale: locale === automatic ? null : (locale as Locale) },
    }),
    invalidates: ['me'],
    onSuccess: () => notify(t('saved')),
  });
  const languages = [
    { value: automatic, label: t('languageAuto') },
    ...locales.map((locale) => ({ value: locale, label: localeNames[locale] })),
  ];
  return (
    <Section title={t('title')}>
      <GuardedForm form={form}>
        <TextInput
          label={t('name')}
          description={t('nameHint')}
          autoComplete="name"
          maxLength={200}
          {...form.field('name')}
        />
        <TextInput
          label={t('email')}
          description={t('emailHint')}
          value={identity.email}
          readOnly
          variant="filled"
        />
        <Select
          label={t('language')}
          data={languages}
          allowDeselect={false}
          maw={260}
          {...form.field('locale')}
        />
        <SubmitButton form={form} style={{ alignSelf: 'flex-start' }} disabled={!form.isDirty}>
          {t('save')}
        </SubmitButton>
      </GuardedForm>
    </Section>
  );
}
