import { IconHistory } from '@tabler/icons-react';
import { paths } from '../../../platform/paths.ts';
import { definePlaces } from '../../../platform/places.ts';

/** The audit log. */
export const places = definePlaces({
  routes: [
    { path: 'audit-log', lazy: { Component: async () => (await import('./AuditLogPage.tsx')).AuditLogPage } },
  ],
  navigation: {
    section: 'account',
    label: 'auditEvents.title',
    path: paths.auditLog(),
    icon: IconHistory,
    permission: 'audit:read',
  },
});
