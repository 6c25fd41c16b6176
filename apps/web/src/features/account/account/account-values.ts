import type { Account as AccountSchema, UpdateAccount } from '@muster/contracts/account/account';
import type * as z from 'zod';

/** The account as the API sends it. */
export type Account = z.input<typeof AccountSchema>;

/**
 * The values of the settings form. `logo` is the URL of the current one, a data URL of a new one, or empty.
 */
export interface AccountValues extends Record<string, unknown> {
  name: string;
  supportEmail: string;
  locale: Account['locale'];
  timeZone: string;
  primaryColor: string;
  logo: string | null;
}

/** The form's initial values for an account. */
export function valuesOfAccount(account: Account): AccountValues {
  const { name, locale, timeZone, primaryColor, supportEmail, logoUrl } = account;
  return {
    name,
    locale,
    timeZone,
    primaryColor,
    supportEmail: supportEmail ?? '',
    logo: logoUrl,
  };
}

/** Only what was changed, so that two admins changing different settings do not undo each other. */
export function changesOf(account: Account, values: AccountValues): z.input<typeof UpdateAccount> {
  const before = valuesOfAccount(account);
  const isChanged = (field: keyof AccountValues) => values[field] !== before[field];
  return {
    ...(isChanged('name') ? { name: values.name } : {}),
    ...(isChanged('supportEmail') ? { supportEmail: values.supportEmail.trim() || null } : {}),
    ...(isChanged('locale') ? { locale: values.locale } : {}),
    ...(isChanged('timeZone') ? { timeZone: values.timeZone } : {}),
    ...(isChanged('primaryColor') ? { primaryColor: values.primaryColor } : {}),
    ...(isChanged('logo') ? { logo: values.logo } : {}),
  };
}
