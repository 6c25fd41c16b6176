import { type Me as MeSchema, me } from '@muster/contracts/access/me';
import { type QueryClient, queryOptions, useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback } from 'react';
import type * as z from 'zod';
import { call } from '../api/call.ts';
import { isUnauthenticated, type ProblemError } from '../api/problem.ts';
import { reportSessionChanged, wasSignedIn, writeSignedInHint } from './session-state.ts';

/** The signed-in person as the API sends it. */
export type Me = z.input<typeof MeSchema>;

/** Who is signed in; `null` for nobody. Under the noun `me`, so live events refresh it too. */
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

/** For public pages: who is signed in, without asking the server where that is known to be nobody. */
export function useVisitor(): { readonly me: Me | null; readonly isLoading: boolean } {
  const isWorthAsking = wasSignedIn();
  const { data, isPending } = useQuery({ ...meOptions, enabled: isWorthAsking });
  return { me: data ?? null, isLoading: isWorthAsking && isPending };
}

/**
 * Makes this person the signed-in one. Another person or account must not see what the cache holds. What anybody
 * may read stays: the page the person enters from still shows it, and would ask again, e.g. for an invitation
 * that has just been used up.
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

/** `enterAs` for components: call it with the `me` of a sign-in answer, or `null` after signing out. */
export function useEnterAs(): (person: Me | null) => void {
  const client = useQueryClient();
  return useCallback((person) => enterAs(client, person), [client]);
}
