import { QueryClient } from '@tanstack/react-query';
import { ProblemError } from './problem.ts';

const passing = new Set(['network_unreachable', 'timed_out', 'service_unavailable']);

/** The cache of everything read. Live events say what is stale, so answers may be kept for a while. */
export function newQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 30_000,
        // Only what may pass by itself is tried again; a refusal stays a refusal.
        retry: (count, error) => count < 2 && error instanceof ProblemError && passing.has(error.code),
      },
      mutations: { retry: false },
    },
  });
}
