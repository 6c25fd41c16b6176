import type { RouteObject } from 'react-router-dom';

/** The captured e-mails; public, as its endpoint is. */
export const mailboxRoutes: RouteObject[] = [
  { path: 'mailbox', lazy: { Component: async () => (await import('./MailboxPage.tsx')).MailboxPage } },
];
