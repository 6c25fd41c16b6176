import type { UpdateAccount } from '@muster/contracts/account/account';
import type * as z from 'zod';
import type { Account } from '../account-values.ts';
import type { TypedDay } from './reminder-days.ts';

/** The values of the invitation settings form. */
export interface InvitationValues extends Record<string, unknown> {
  invitationLifetimeDays: number | string;
  invitationReminderDays: readonly TypedDay[];
}

/** The form's initial values for an account. */
export function valuesOf({ invitationLifetimeDays, invitationReminderDays }: Account): InvitationValues {
  return { invitationLifetimeDays, invitationReminderDays };
}

/** The values as the API takes them. */
export function bodyOf(values: InvitationValues): z.input<typeof UpdateAccount> {
  return {
    invitationLifetimeDays: Number(values.invitationLifetimeDays),
    invitationReminderDays: values.invitationReminderDays.map(Number).sort((a, b) => a - b),
  };
}
