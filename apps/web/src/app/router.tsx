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

/** Every page of the app. Code is loaded with the page that needs it. */
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
            // The frame asks for its messages itself; asked for here as well, they travel beside its code.
            void loadSignedInMessages(chosenLocale()).catch(() => undefined);
            return (await import('./frame/AppFrame.tsx')).AppFrame;
          },
        },
        children: [
          {
            // A page that fails leaves the navigation around it standing.
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

/** Around every page: "back" returns to where the person had scrolled. */
function Root() {
  return (
    <>
      <Outlet />
      <ScrollRestoration />
    </>
  );
}
