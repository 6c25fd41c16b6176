import * as z from 'zod';
import { type ChangesByType, noChanges } from '../../kit/event-changes.ts';

const to = z.string().meta({ description: 'The address.', example: 'ada@example.com' });
const expiresAt = z.iso.datetime().meta({ description: 'When the link ends.' });

/** What the events of invitations tell. */
export const invitationsEvents = {
  'invitation.sent': z.object({ to, expiresAt }),
  'invitation.resent': z.object({ to, expiresAt }),
  'invitation.revoked': noChanges,
  'invitation.restored': noChanges,
  'invitation.accepted': noChanges,
  'invitation.link_requested': noChanges,
  'invitation.reminded': z.object({ to }),
  'invitation.reminders_stopped': noChanges,
  'invitation.bounced': z.object({
    to,
    reason: z.string().meta({ description: 'What the mail server or e-mail provider said.' }),
  }),
} satisfies ChangesByType;
