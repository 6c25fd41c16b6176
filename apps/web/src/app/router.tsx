import type { Permission } from '@muster/contracts/catalogue';
import type { RouteObject } from 'react-router-dom';
import { Outlet, ScrollRestoration } from 'react-router-dom';
import { places } from '../generated/places.ts';
import { chosenLocale } from '../platform/i18n/locale.ts';
import { byPosition } from '../platform/places.ts';
import { RequirePermission } from '../platform/session/RequirePermission.tsx';
import { ConnectionBar } from '../platform/ui/feedback/ConnectionBar.tsx';
import { PageLoader } from '../platform/ui/feedback/PageLoader.tsx';
import { ScreenError } from '../platform/ui/feedback/ScreenError.tsx';
import { withErrorScreens, withSecondChance } from '../platform/ui/feedback/screens.tsx';
import { loadSignedInMessages } from './messages/catalogues.ts';
import { NotFoundPage } from './NotFoundPage.tsx';

/** Every page of the app, from the places of the features. Each page loads its own code. */
export const routes: RouteObject[] = [
  {
    Component: Root,
    ErrorBoundary: RootError,
    HydrateFallback: PageLoader,
    children: [
      ...places.flatMap(({ publicRoutes }) => publicRoutes).map((route) => withSecondChance(route, 'main')),
      withSecondChance(
        {
          lazy: {
            Component: async () => {
              // The frame asks for its messages itself. Here they load in parallel with its code, and if they cannot,
              // the route has failed and can be tried again.
              const [{ AppFrame }] = await Promise.all([
                import('./frame/AppFrame.tsx'),
                loadSignedInMessages(chosenLocale()),
              ]);
              return AppFrame;
            },
          },
          children: [
            {
              // When a page fails, the navigation around it stays, and so does the page behind a failed drawer.
              children: withErrorScreens([
                {
                  index: true,
                  lazy: { Component: async () => (await import('./frame/AppFrame.tsx')).HomeRedirect },
                },
                {
                  path: 'notification-settings',
                  lazy: {
                    Component: async () => (await import('./NotificationSettings.tsx')).NotificationSettings,
                  },
                  children: byPosition(places.flatMap(({ settingsTabs }) => settingsTabs)).map(
                    ({ permission, route }) => requiring(permission, [route]),
                  ),
                },
                ...places.map(({ permission, routes }) => requiring(permission, routes)),
              ]),
            },
          ],
        },
        'main',
      ),
      { path: '*', Component: NotFoundPage },
    ],
  },
];

/** Pages for people with a permission; without one, for everybody. */
function requiring(permission: Permission | undefined, children: RouteObject[]): RouteObject {
  return permission ? { element: <RequirePermission permission={permission} />, children } : { children };
}

/** Wraps every page: "back" restores the scroll position. */
function Root() {
  return (
    <>
      <Outlet />
      <ScrollRestoration />
      <ConnectionBar />
    </>
  );
}

/** Replaces everything, if the frame or a public page failed. */
function RootError() {
  return (
    <>
      <main>
        <ScreenError />
      </main>
      <ConnectionBar />
    </>
  );
}
