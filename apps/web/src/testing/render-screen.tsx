import { MantineProvider } from '@mantine/core';
import { Notifications } from '@mantine/notifications';
import { defined } from '@muster/contracts/kit/defined';
import { QueryClientProvider } from '@tanstack/react-query';
import { render } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import type { ReactNode } from 'react';
import { createMemoryRouter, type RouteObject, RouterProvider } from 'react-router-dom';
import { loadMessages, loadSignedInMessages } from '../app/messages/catalogues.ts';
import { newQueryClient } from '../platform/api/query-client.ts';
import { LanguageProvider, type LoadMessages } from '../platform/i18n/LanguageProvider.tsx';
import { MeContext } from '../platform/session/me.tsx';
import type { Me } from '../platform/session/me-query.ts';

/** Loads all messages, so that any page can be rendered. */
const loadEverything: LoadMessages = async (locale) => ({
  ...(await loadMessages(locale)),
  ...(await loadSignedInMessages(locale)),
});

interface ScreenOptions {
  /** The initial URL. */
  at?: string;
  /** Who is signed in, for screens below the sign-in guard. */
  as?: Me;
}

/**
 * Renders routes (or one element at every URL) in English, as the app would.
 * @returns `user` to interact, and `router` to inspect the location
 */
export function renderScreen(screen: RouteObject[] | ReactNode, { at = '/', as }: ScreenOptions = {}) {
  const routes =
    Array.isArray(screen) && screen.every(isRoute) ? screen : [{ path: '*', element: screen as ReactNode }];
  const router = createMemoryRouter(
    [{ HydrateFallback: Nothing, children: copyOf(routes as RouteObject[]) }],
    {
      initialEntries: [at],
    },
  );
  const client = newQueryClient();
  const result = render(
    <QueryClientProvider client={client}>
      <MantineProvider env="test">
        <LanguageProvider load={loadEverything}>
          <MeContext value={as ?? null}>
            <RouterProvider router={router} />
          </MeContext>
          <Notifications />
        </LanguageProvider>
      </MantineProvider>
    </QueryClientProvider>,
  );
  return { ...result, router, client, user: userEvent.setup() };
}

function isRoute(value: unknown): value is RouteObject {
  return typeof value === 'object' && value !== null && !('$$typeof' in value);
}

function Nothing() {
  return null;
}

/** A router removes a route's lazy loaders after they have run, so each test needs its own copy. */
function copyOf(routes: readonly RouteObject[]): RouteObject[] {
  return routes.map((route) => {
    const copy = {
      ...route,
      ...defined({ lazy: typeof route.lazy === 'object' ? { ...route.lazy } : undefined }),
    };
    return copy.index ? copy : { ...copy, ...defined({ children: copy.children && copyOf(copy.children) }) };
  });
}
