import { SegmentedControl, Text, VisuallyHidden } from '@mantine/core';
import type { Locale } from '@muster/contracts/kit/primitives';
import { useSearchParams } from 'react-router-dom';
import { useTranslations } from 'use-intl';
import { localeNames, locales } from '../../../../platform/i18n/locale.ts';
import { useMe } from '../../../../platform/session/me.tsx';
import type { Template } from '../template.ts';
import classes from './editor.module.css';

interface LanguageSwitchProps {
  template: Template;
  /** Languages with unsaved text. */
  unsaved: readonly Locale[];
}

/** Chooses the language to edit and says who receives it. The language is part of the URL. */
export function LanguageSwitch({ template, unsaved }: LanguageSwitchProps) {
  const t = useTranslations('emailTemplates.editor');
  const { account } = useMe();
  const [, setSearch] = useSearchParams();
  const { locale, audience, customisedLocales } = template;
  const names = { language: localeNames[locale], account: localeNames[account.locale] };
  const isAccountLanguage = locale === account.locale;
  const choose = (chosen: string) =>
    setSearch(
      (now) => {
        now.set('locale', chosen);
        now.delete('show');
        now.delete('version');
        return now;
      },
      { preventScrollReset: true, replace: true },
    );
  return (
    <div>
      <SegmentedControl
        size="sm"
        aria-label={t('language')}
        value={locale}
        onChange={choose}
        data={locales.map((one) => ({
          value: one,
          label: (
            <span className={classes.language} lang={one}>
              {localeNames[one]}
              {customisedLocales.includes(one) ? <Mark kind="custom">{t('customisedMark')}</Mark> : null}
              {unsaved.includes(one) ? <Mark kind="unsaved">{t('unsavedMark')}</Mark> : null}
            </span>
          ),
        }))}
      />
      <Text size="xs" c="dimmed" mt={6} maw="70ch">
        {audience === 'admins'
          ? t('whoAdmins', names)
          : isAccountLanguage
            ? t('whoAccountLanguage', names)
            : t('whoOther', names)}
      </Text>
    </div>
  );
}

function Mark({ kind, children }: { kind: 'custom' | 'unsaved'; children: string }) {
  return (
    <span className={classes.mark} data-kind={kind} title={children}>
      <VisuallyHidden>{children}</VisuallyHidden>
    </span>
  );
}
