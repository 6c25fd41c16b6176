import type { Account as AccountSchema } from '@muster/contracts/account/account';
import type * as z from 'zod';

type Account = z.input<typeof AccountSchema>;

/** The company Acme's account as the API sends it. */
export function anAccount(changes: Partial<Account> = {}): Account {
  return {
    id: '0192f0c1-2d3e-7a4b-8c5d-000000000003',
    name: 'Acme',
    plan: { name: 'Team', seatLimit: 50 },
    logoUrl: null,
    primaryColor: '#4263eb',
    locale: 'en',
    timeZone: 'Europe/Berlin',
    invitationLifetimeDays: 7,
    invitationReminderDays: [3],
    signInMaxDays: 90,
    signInIdleDays: 30,
    supportEmail: null,
    createdAt: '2026-01-01T00:00:00.000Z',
    updatedAt: '2026-01-01T00:00:00.000Z',
    ...changes,
  };
}
