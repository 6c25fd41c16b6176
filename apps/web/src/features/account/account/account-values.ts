import type { Account as AccountSchema, UpdateAccount } from '@muster/contracts/account/account';
import { defined } from '@muster/contracts/kit/defined';
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

/** Only what was changed, so that two admins changing different settings do not undo each other. */
export function changesOf(account: Account, values: AccountValues): z.input<typeof UpdateAccount> {
  const before = valuesOfAccount(account);
  const isChanged = (field: keyof AccountValues) => values[field] !== before[field];
  return defined({
    name: isChanged('name') ? values.name : undefined,
    supportEmail: isChanged('supportEmail') ? values.supportEmail.trim() || null : undefined,
    locale: isChanged('locale') ? values.locale : undefined,
    timeZone: isChanged('timeZone') ? values.timeZone : undefined,
    primaryColor: isChanged('primaryColor') ? values.primaryColor : undefined,
    logo: isChanged('logo') ? values.logo : undefined,
    signInMaxDays: isChanged('signInMaxDays') ? Number(values.signInMaxDays) : undefined,
    signInIdleDays: isChanged('signInIdleDays') ? Number(values.signInIdleDays) : undefined,
  });
}

/** Whether a field for days of a sign-in holds a number that the API accepts. */
export function areSignInDays(days: number | string): boolean {
  return Number.isInteger(Number(days)) && Number(days) >= 1 && Number(days) <= 365;
}
