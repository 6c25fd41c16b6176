import type { RouteObject } from 'react-router-dom';
import { Outlet, ScrollRestoration } from 'react-router-dom';
import { places } from '../generated/places.ts';
import { chosenLocale } from '../platform/i18n/locale.ts';
import { byPosition } from '../platform/places.ts';
import { PageLoader } from '../platform/ui/feedback/PageLoader.tsx';
import { ErrorPage } from './ErrorPage.tsx';
import { loadSignedInMessages } from './messages/catalogues.ts';
import { NotFoundPage } from './NotFoundPage.tsx';

/** Every page of the app, from the places of the features. Each page loads its own code. */
export const routes: RouteObject[] = [
  {
    Component: Root,
    ErrorBoundary: ErrorPage,
    HydrateFallback: PageLoader,
    children: [
      ...places.flatMap(({ publicRoutes }) => publicRoutes),
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
              {
                path: 'notification-settings',
                lazy: {
                  Component: async () => (await import('./NotificationSettings.tsx')).NotificationSettings,
                },
                children: byPosition(places.flatMap(({ settingsTabs }) => settingsTabs)).map(
                  ({ route }) => route,
                ),
              },
              ...places.flatMap(({ routes }) => routes),
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
