import { defineNoun } from '../kit/define-noun.ts';

export const notificationsManifest = defineNoun({
  noun: 'notifications',
  tag: 'Notifications for admins, and the live stream.',
  mails: ['digest'],
  stale: { notification: ['notifications', 'auditEvents'] },
});
