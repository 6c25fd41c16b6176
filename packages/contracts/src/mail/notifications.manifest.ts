import { defineNoun } from '../kit/define-noun.ts';

export const notificationsManifest = defineNoun({
  noun: 'notifications',
  tag: 'Notifications for admins, and the live stream.',
  readPermission: 'account:read',
  mails: ['digest'],
  stale: { notification: ['notifications', 'auditEvents'] },
});
