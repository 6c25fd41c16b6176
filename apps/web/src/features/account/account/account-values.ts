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
  /** Days; a text while the field holds no number. */
  signInMaxDays: number | string;
  signInIdleDays: number | string;
}

/** The form's initial values for an account. */
export function valuesOfAccount(account: Account): AccountValues {
  const { name, locale, timeZone, primaryColor, supportEmail, logoUrl } = account;
  const { signInMaxDays, signInIdleDays } = account;
  return {
    name,
    locale,
    timeZone,
    primaryColor,
    supportEmail: supportEmail ?? '',
    logo: logoUrl,
    signInMaxDays,
    signInIdleDays,
  };
}

/** The values as the API takes them. */
export function bodyOf(values: AccountValues): z.input<typeof UpdateAccount> {
  const { supportEmail, signInMaxDays, signInIdleDays } = values;
  return {
    ...values,
    supportEmail: supportEmail.trim() || null,
    signInMaxDays: Number(signInMaxDays),
    signInIdleDays: Number(signInIdleDays),
  };
}

/** Whether a field for days of a sign-in holds a number that the API accepts. */
export function areSignInDays(days: number | string): boolean {
  return Number.isInteger(Number(days)) && Number(days) >= 1 && Number(days) <= 365;
}
