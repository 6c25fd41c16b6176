import * as z from 'zod';

/** Every audited fact, past tense. They feed the audit log, a user's timeline, notifications and the live stream. */
export const EventType = z.enum([
  'account.created',
  'account.updated',
  'account.plan_changed',
  'account.seat_limit_reached',
  'user.created',
  'user.updated',
  'user.role_changed',
  'user.activated',
  'user.deactivated',
  'user.reactivated',
  'user.removed',
  'user.signed_in',
  'user.signed_out',
  'user.sign_in_ended',
  'user.password_changed',
  'user.password_reset_requested',
  'user.password_reset',
  'user.refresh_token_reused',
  'group.created',
  'group.updated',
  'group.deleted',
  'group.user_added',
  'group.user_removed',
  'invitation.sent',
  'invitation.resent',
  'invitation.revoked',
  'invitation.accepted',
  'invitation.link_requested',
  'invitation.reminded',
  'invitation.reminders_stopped',
  'invitation.bounced',
  'email_template.saved',
  'email_template.restored',
  'email_template.reset',
  'email_template.enabled',
  'email_template.disabled',
  'email.retried',
]);
export type EventType = z.output<typeof EventType>;

/** What the live stream (`GET /events-stream`) says: which lists changed, or that a notification came. */
export const StreamEvent = z.enum([
  'notification',
  'users.changed',
  'groups.changed',
  'invitations.changed',
  'account.changed',
  'emails.changed',
  'email_templates.changed',
]);
export type StreamEvent = z.output<typeof StreamEvent>;
