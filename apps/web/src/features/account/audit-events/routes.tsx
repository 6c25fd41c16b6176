import type { RouteObject } from 'react-router-dom';

/** The pages of `audit-events`, below the signed-in frame. */
export const auditEventsRoutes: RouteObject[] = [
  { path: 'audit-log', lazy: { Component: async () => (await import('./AuditLogPage.tsx')).AuditLogPage } },
];
