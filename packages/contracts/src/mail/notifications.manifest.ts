import { defineNoun } from '../kit/define-noun.ts';

export const notificationsManifest = defineNoun({
  noun: 'notifications',
  tag: 'Notifications for admins, and the live stream.',
  readPermission: 'account:read',
  errors: { too_many_streams: 429 },
  mails: ['digest'],
  stale: { notification: ['notifications', 'auditEvents'] },
});
