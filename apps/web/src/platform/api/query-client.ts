import { QueryClient } from '@tanstack/react-query';

/** The cache of everything read. Live events say what is stale, so answers may be kept for a while. */
export function newQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 30_000,
        // Calls that may pass are tried again by the client (`settings.ts`).
        retry: false,
      },
      mutations: { retry: false },
    },
  });
}
