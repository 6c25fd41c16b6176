import type { Account } from '@muster/contracts/account/account';
import { basePath } from '@muster/contracts/kit/endpoint';
import type { Account as AccountRow } from '@muster/database/client';
import type { Config } from '../../../config.ts';
import { toLocale } from '../../../platform/i18n/translate.ts';

/** The URL of an account's logo, or null without one. The version changes with the picture. */
export function logoUrl(config: Config, account: { id: string; logoVersion: string | null }): string | null {
  if (account.logoVersion === null) return null;
  return `${config.publicUrl}${basePath}/accounts/${account.id}/logo?v=${account.logoVersion}`;
}

/** An account as the API shows it. */
export function presentAccount(config: Config, row: AccountRow): Account {
  const { id, name, primaryColor, timeZone, supportEmail, createdAt, updatedAt } = row;
  const { invitationLifetimeDays, invitationReminderDays, signInMaxDays, signInIdleDays } = row;
  return {
    id,
    name,
    plan: { name: row.planName, seatLimit: row.seatLimit },
    logoUrl: logoUrl(config, row),
    primaryColor,
    locale: toLocale(row.locale),
    timeZone,
    invitationLifetimeDays,
    invitationReminderDays,
    signInMaxDays,
    signInIdleDays,
    supportEmail,
    createdAt,
    updatedAt,
  };
}
