import * as z from 'zod';
import { type ChangesByType, changedFields, fromTo, noChanges } from '../../kit/event-changes.ts';
import { Locale } from '../../kit/primitives.ts';

const seatLimit = z.int().nullable().meta({ description: 'Null: as many as needed.' });

/** What the events of the account tell. */
export const accountEvents = {
  'account.created': noChanges,
  'account.updated': changedFields({
    name: z.string(),
    locale: Locale,
    timeZone: z.string(),
    primaryColor: z.string(),
    logoVersion: z.string().nullable(),
    invitationLifetimeDays: z.int(),
    invitationReminderDays: z.array(z.int()),
    signInMaxDays: z.int(),
    signInIdleDays: z.int(),
    supportEmail: z.string().nullable(),
  }),
  'account.plan_changed': z.object({ seatLimit: fromTo(seatLimit) }),
  'account.seat_limit_reached': z.object({ limit: seatLimit }),
} satisfies ChangesByType;
