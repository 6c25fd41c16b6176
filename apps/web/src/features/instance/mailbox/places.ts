import { definePlaces } from '../../../platform/places.ts';

/** The captured e-mails; public, as the endpoint is. A banner in the frame leads there. */
export const places = definePlaces({
  publicRoutes: [
    { path: 'mailbox', lazy: { Component: async () => (await import('./MailboxPage.tsx')).MailboxPage } },
  ],
});
