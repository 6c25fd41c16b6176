import type { RouteObject } from 'react-router-dom';
import { accountRoutes } from '../features/account/routes.tsx';
import { activationRoutes } from '../features/activation/routes.tsx';
import { auditEventsRoutes } from '../features/audit-events/routes.tsx';
import { authRoutes } from '../features/auth/routes.tsx';
import { groupsRoutes } from '../features/groups/routes.tsx';
import { learningRoutes } from '../features/learning/routes.tsx';
import { mailboxRoutes } from '../features/mailbox/routes.tsx';
import { meRoutes } from '../features/me/routes.tsx';
import { overviewRoutes } from '../features/overview/routes.tsx';
import { usersRoutes } from '../features/users/routes.tsx';
import { PageLoader } from '../platform/ui/PageLoader.tsx';
import { ErrorPage } from './ErrorPage.tsx';
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
        lazy: { Component: async () => (await import('./frame/AppFrame.tsx')).AppFrame },
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
              ...groupsRoutes,
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
