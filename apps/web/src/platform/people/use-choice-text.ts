import { Locale } from '@muster/contracts/kit/primitives';
import type { UserChoice } from '@muster/contracts/people/user-fields';
import { Role } from '@muster/contracts/permissions';
import { useTranslations } from 'use-intl';
import { localeNames } from '../i18n/locale.ts';

/** Names the choices of a user's fields: an unknown field or value has no name. */
export function useChoiceText(): (field: string, value: unknown) => string | undefined {
  const t = useTranslations('platform.people');
  const texts: Readonly<Record<UserChoice, (value: unknown) => string | undefined>> = {
    role: (value) => {
      const role = Role.safeParse(value).data;
      return role && t(`role.${role}`);
    },
    locale: (value) => {
      const locale = Locale.safeParse(value).data;
      return locale && localeNames[locale];
    },
  };
  return (field, value) => (field in texts ? texts[field as UserChoice](value) : undefined);
}
