import { type MantineColorScheme, Menu, Text, UnstyledButton, useMantineColorScheme } from '@mantine/core';
import { auth } from '@muster/contracts/access/auth';
import { me } from '@muster/contracts/access/me';
import type { Locale } from '@muster/contracts/kit/primitives';
import { IconDeviceDesktop, IconLogout, IconMoon, IconSun, IconUserCircle } from '@tabler/icons-react';
import { Link } from 'react-router-dom';
import { useTranslations } from 'use-intl';
import { useCommand } from '../../platform/api/command.ts';
import { useLanguage } from '../../platform/i18n/LanguageProvider.tsx';
import { localeNames, locales } from '../../platform/i18n/locale.ts';
import { paths } from '../../platform/paths.ts';
import { useMe } from '../../platform/session/me.tsx';
import { reportSessionChanged } from '../../platform/session/session-state.ts';
import { Initials } from '../../platform/ui/person/Initials.tsx';

const schemes = [
  { value: 'auto', icon: IconDeviceDesktop },
  { value: 'light', icon: IconSun },
  { value: 'dark', icon: IconMoon },
] as const;

/** The person's own menu: profile, theme, language and sign-out. */
export function ProfileMenu() {
  const t = useTranslations('app.profile');
  const { identity } = useMe();
  const { locale } = useLanguage();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const speak = useCommand(me.update, { invalidates: ['me'] });
  const leave = useCommand(auth.signOut, {
    invalidates: [],
    onSuccess: () => {
      reportSessionChanged(false);
      // A full page load clears all cached data.
      window.location.assign(paths.signIn());
    },
  });
  const choose = (next: Locale) => speak.mutate({ body: { locale: next } });

  return (
    <Menu position="bottom-end" width={240} withinPortal={false}>
      <Menu.Target>
        <UnstyledButton aria-label={t('menu', { name: identity.name })} style={{ borderRadius: '50%' }}>
          <Initials name={identity.name || identity.email} />
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>
          <Text size="sm" fw={600} c="var(--mantine-color-text)" truncate>
            {identity.name}
          </Text>
          <Text size="xs" truncate>
            {identity.email}
          </Text>
        </Menu.Label>
        <Menu.Item
          component={Link}
          to={paths.profile()}
          leftSection={<IconUserCircle size={16} aria-hidden />}
        >
          {t('profile')}
        </Menu.Item>
        <Menu.Divider />
        <Menu.Label>{t('theme')}</Menu.Label>
        <Menu.RadioGroup
          value={colorScheme}
          onChange={(value) => setColorScheme(value as MantineColorScheme)}
        >
          {schemes.map(({ value, icon: Icon }) => (
            <Menu.RadioItem key={value} value={value} rightSection={<Icon size={16} aria-hidden />}>
              {t(value)}
            </Menu.RadioItem>
          ))}
        </Menu.RadioGroup>
        <Menu.Divider />
        <Menu.Label>{t('language')}</Menu.Label>
        <Menu.RadioGroup value={locale} onChange={(value) => choose(value as Locale)}>
          {locales.map((one) => (
            <Menu.RadioItem key={one} value={one} lang={one}>
              {localeNames[one]}
            </Menu.RadioItem>
          ))}
        </Menu.RadioGroup>
        <Menu.Divider />
        <Menu.Item leftSection={<IconLogout size={16} aria-hidden />} onClick={() => leave.mutate({})}>
          {t('signOut')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
