import { NativeSelect, type NativeSelectProps } from '@mantine/core';
import { Role } from '@muster/contracts/permissions';
import { useTranslations } from 'use-intl';
import { localeNames, locales } from '../../../platform/i18n/locale.ts';
import { useGivableRoles } from './use-givable-roles.ts';

interface RoleFieldProps extends Omit<NativeSelectProps, 'data' | 'label'> {
  /** The user's current role. */
  current?: Role;
}

/** Chooses a user's role, among those that the person may give. */
export function RoleField({ current, ...props }: RoleFieldProps) {
  const t = useTranslations('users.field');
  const tp = useTranslations('platform.people');
  const givable = useGivableRoles();
  const roles = Role.options.filter((role) => givable.includes(role) || role === current);
  return (
    <NativeSelect
      label={tp('field.role')}
      description={t('roleHint')}
      data={roles.map((value) => ({ value, label: tp(`role.${value}`) })).reverse()}
      {...props}
    />
  );
}

/** The language of a user's e-mails, and the initial language of the app. */
export function LanguageField(props: Omit<NativeSelectProps, 'data' | 'label'>) {
  const t = useTranslations('users.field');
  const tp = useTranslations('platform.people.field');
  const languages = locales.map((value) => ({ value, label: localeNames[value] }));
  return (
    <NativeSelect
      label={tp('locale')}
      data={[{ value: '', label: t('accountLanguage') }, ...languages]}
      {...props}
    />
  );
}
