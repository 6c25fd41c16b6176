import { type Me as MeSchema, me } from '@muster/contracts/access/me';
import { type QueryClient, queryOptions, useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback } from 'react';
import type * as z from 'zod';
import { call } from '../api/call.ts';
import { isUnauthenticated, type ProblemError } from '../api/problem.ts';
import { reportSessionChanged, wasSignedIn, writeSignedInHint } from './session-state.ts';

/** The signed-in person as the API sends it. */
export type Me = z.input<typeof MeSchema>;

/**
 * The query for the signed-in person; `null` for nobody. Its key starts with the noun `me`, so live events
 * refresh it, too.
 */
export const meOptions = queryOptions<Me | null, ProblemError>({
  queryKey: [me.get.id, 'visitor'],
  queryFn: async ({ signal }) => {
    try {
      const person = await call(me.get, {}, { signal });
      writeSignedInHint(true);
      return person;
    } catch (error) {
      if (isUnauthenticated(error)) return null;
      throw error;
    }
  },
  staleTime: 5 * 60_000,
});

/** For public pages: who is signed in. Skips the request if nobody is known to be. */
export function useVisitor(): { readonly me: Me | null; readonly isLoading: boolean } {
  const isWorthAsking = wasSignedIn();
  const { data, isPending } = useQuery({ ...meOptions, enabled: isWorthAsking });
  return { me: data ?? null, isLoading: isWorthAsking && isPending };
}

/**
 * Makes this person the signed-in one. Clears the cache if the person changes, because they must not see
 * another person's data. Public data stays: the current page still shows it, and refetching it could fail,
 * e.g. for an invitation that has just been used.
 */
export function enterAs(client: QueryClient, person: Me | null): void {
  const before = client.getQueryData(meOptions.queryKey);
  const isSame = before?.user.id === person?.user.id;
  if (!isSame)
    client.removeQueries({ predicate: ({ queryKey: [id], meta }) => id !== me.get.id && !meta?.isPublic });
  client.setQueryData(meOptions.queryKey, person);
  reportSessionChanged(person !== null);
  if (isSame) void client.invalidateQueries({ predicate: ({ meta }) => !meta?.isPublic });
}

/** `enterAs` for components. Call it with the `me` of a sign-in response, or `null` after signing out. */
export function useEnterAs(): (person: Me | null) => void {
  const client = useQueryClient();
  return useCallback((person) => enterAs(client, person), [client]);
}
