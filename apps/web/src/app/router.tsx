import type { RouteObject } from 'react-router-dom';
import { accountRoutes, invitationSettingsRoutes } from '../features/account/routes.tsx';
import { activationRoutes } from '../features/activation/routes.tsx';
import { apiKeysRoutes } from '../features/api-keys/routes.tsx';
import { auditEventsRoutes } from '../features/audit-events/routes.tsx';
import { authRoutes } from '../features/auth/routes.tsx';
import { emailTemplateEditorRoutes, emailTemplatesRoutes } from '../features/email-templates/routes.tsx';
import { emailsRoutes } from '../features/emails/routes.tsx';
import { groupsRoutes } from '../features/groups/routes.tsx';
import { learningRoutes } from '../features/learning/routes.tsx';
import { mailboxRoutes } from '../features/mailbox/routes.tsx';
import { meRoutes } from '../features/me/routes.tsx';
import { notificationSettingsRoutes } from '../features/notifications/routes.tsx';
import { overviewRoutes } from '../features/overview/routes.tsx';
import { userImportsRoutes } from '../features/user-imports/routes.tsx';
import { usersRoutes } from '../features/users/routes.tsx';
import { webhookEndpointsRoutes } from '../features/webhook-endpoints/routes.tsx';
import { chosenLocale } from '../platform/i18n/locale.ts';
import { PageLoader } from '../platform/ui/PageLoader.tsx';
import { ErrorPage } from './ErrorPage.tsx';
import { loadSignedInMessages } from './messages/catalogues.ts';
import { NotFoundPage } from './NotFoundPage.tsx';
import { Root } from './Root.tsx';

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
                lazy: { Component: async () => (await import('./HomeRedirect.tsx')).HomeRedirect },
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
