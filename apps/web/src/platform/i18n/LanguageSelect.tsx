import { NativeSelect } from '@mantine/core';
import type { Locale } from '@muster/contracts/kit/primitives';
import { IconLanguage } from '@tabler/icons-react';
import { useTranslations } from 'use-intl';
import { useLanguage } from './LanguageProvider.tsx';
import classes from './LanguageSelect.module.css';
import { localeNames, locales } from './locale.ts';

/** The language chooser of public pages; a native select, which is light and works best on phones. */
export function LanguageSelect() {
  const t = useTranslations('platform.language');
  const { locale, choose } = useLanguage();
  return (
    <NativeSelect
      aria-label={t('choose')}
      size="xs"
      value={locale}
      onChange={(event) => choose(event.currentTarget.value as Locale)}
      leftSection={<IconLanguage size={16} aria-hidden />}
      data={locales.map((one) => ({ value: one, label: localeNames[one] }))}
      classNames={{ input: classes.input ?? '' }}
    />
  );
}
