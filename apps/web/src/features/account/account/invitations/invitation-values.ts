import type { UpdateAccount } from '@muster/contracts/account/account';
import { defined } from '@muster/contracts/kit/defined';
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

/** Only what was changed, so that two admins changing different settings do not undo each other. */
export function changesOf(account: Account, values: InvitationValues): z.input<typeof UpdateAccount> {
  const lifetime = Number(values.invitationLifetimeDays);
  const days = values.invitationReminderDays.map(Number).sort((a, b) => a - b);
  const isSame = days.join() === account.invitationReminderDays.join();
  return defined({
    invitationLifetimeDays: lifetime === account.invitationLifetimeDays ? undefined : lifetime,
    invitationReminderDays: isSame ? undefined : days,
  });
}
