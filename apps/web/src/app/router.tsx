import type { RouteObject } from 'react-router-dom';
import { Outlet, ScrollRestoration } from 'react-router-dom';
import { activationRoutes } from '../features/access/activation/routes.tsx';
import { authRoutes } from '../features/access/auth/routes.tsx';
import { meRoutes } from '../features/access/me/routes.tsx';
import { accountRoutes, invitationSettingsRoutes } from '../features/account/account/routes.tsx';
import { auditEventsRoutes } from '../features/account/audit-events/routes.tsx';
import { overviewRoutes } from '../features/account/overview/routes.tsx';
import { mailboxRoutes } from '../features/instance/mailbox/routes.tsx';
import { apiKeysRoutes } from '../features/integrations/api-keys/routes.tsx';
import { webhookEndpointsRoutes } from '../features/integrations/webhook-endpoints/routes.tsx';
import { learningRoutes } from '../features/learning/my-learning/routes.tsx';
import { emailTemplateEditorRoutes, emailTemplatesRoutes } from '../features/mail/email-templates/routes.tsx';
import { emailsRoutes } from '../features/mail/emails/routes.tsx';
import { notificationSettingsRoutes } from '../features/mail/notifications/routes.tsx';
import { groupsRoutes } from '../features/people/groups/routes.tsx';
import { userImportsRoutes } from '../features/people/user-imports/routes.tsx';
import { usersRoutes } from '../features/people/users/routes.tsx';
import { chosenLocale } from '../platform/i18n/locale.ts';
import { PageLoader } from '../platform/ui/feedback/PageLoader.tsx';
import { ErrorPage } from './ErrorPage.tsx';
import { loadSignedInMessages } from './messages/catalogues.ts';
import { NotFoundPage } from './NotFoundPage.tsx';

/** Every page of the app. Each page loads its own code. */
export const routes: RouteObject[] = [
  {
    Component: Root,
    ErrorBoundary: ErrorPage,
    HydrateFallback: PageLoader,
    children: [
      ...authRoutes,
      ...activationRoutes,
      ...mailboxRoutes,
      {
        lazy: {
          Component: async () => {
            // The frame loads its messages itself. Starting the request here lets it run in parallel with the
            // frame's code.
            void loadSignedInMessages(chosenLocale()).catch(() => undefined);
            return (await import('./frame/AppFrame.tsx')).AppFrame;
          },
        },
        children: [
          {
            // When a page fails, the navigation around it stays.
            ErrorBoundary: ErrorPage,
            children: [
              {
                index: true,
                lazy: { Component: async () => (await import('./frame/AppFrame.tsx')).HomeRedirect },
              },
              ...overviewRoutes,
              ...usersRoutes,
              ...userImportsRoutes,
              ...groupsRoutes,
              {
                path: 'notification-settings',
                lazy: {
                  Component: async () => (await import('./NotificationSettings.tsx')).NotificationSettings,
                },
                children: [
                  ...emailTemplatesRoutes,
                  ...invitationSettingsRoutes,
                  ...notificationSettingsRoutes,
                  ...emailsRoutes,
                ],
              },
              ...emailTemplateEditorRoutes,
              ...apiKeysRoutes,
              ...webhookEndpointsRoutes,
              ...auditEventsRoutes,
              ...accountRoutes,
              ...meRoutes,
              ...learningRoutes,
            ],
          },
        ],
      },
      { path: '*', Component: NotFoundPage },
    ],
  },
];

/** Wraps every page: "back" restores the scroll position. */
function Root() {
  return (
    <>
      <Outlet />
      <ScrollRestoration />
    </>
  );
}
