import { QueryClient } from '@tanstack/react-query';

/** Creates the query cache. Live events invalidate it, so responses can be cached for a while. */
export function newQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 30_000,
        // The API client retries temporary failures itself (`settings.ts`).
        retry: false,
      },
      mutations: { retry: false },
    },
  });
}
