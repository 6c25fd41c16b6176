import { defineNoun } from '../kit/define-noun.ts';

export const auditEventsManifest = defineNoun({
  noun: 'audit-events',
  webPath: '/audit-log',
  tag: 'Who did what to whom, and when.',
  permissions: ['audit:read'],
});
