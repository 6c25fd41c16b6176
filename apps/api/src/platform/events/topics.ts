import type { EventType, StreamEvent } from '@muster/contracts/events';

/**
 * The live topics an event concerns: the lists whose contents it may change.
 * @param type the event's type
 */
export function streamEventsOf(type: EventType): StreamEvent[] {
  const noun = type.split('.')[0];
  if (type === 'user.signed_out' || type === 'user.sign_in_ended') return [];
  if (noun === 'email_template') return ['email_templates.changed'];
  if (noun === 'bulk_operation') return ['bulk_operations.changed'];
  if (noun === 'user_import') return ['user_imports.changed'];
  if (type === 'users.exported') return [];
  if (noun === 'api_key') return ['api_keys.changed'];
  if (noun === 'webhook_endpoint') return ['webhook_endpoints.changed'];
  if (noun === 'email') return ['emails.changed'];
  if (noun === 'account') return ['account.changed'];
  if (noun === 'group') return ['groups.changed', 'users.changed'];
  if (noun === 'invitation') return ['invitations.changed', 'users.changed'];
  return ['users.changed'];
}
