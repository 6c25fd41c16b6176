import type { Endpoint } from '@muster/contracts/kit/endpoint';
import { useCallback, useEffect, useMemo, useRef } from 'react';
import { useSearchParams } from 'react-router-dom';
import type * as z from 'zod';

type QueryOf<E> = E extends { query: infer Q extends z.ZodObject }
  ? Omit<z.input<Q>, 'cursor' | 'include' | 'limit'>
  : never;

type Patch<Q> = { readonly [K in keyof Q]?: Q[K] | null };

const paging = new Set(['cursor', 'include', 'limit']);

export interface ListQuery<Q> {
  /** What the address says, as far as the contract allows it; give it to `useList`. */
  readonly query: Q;
  /** Changes the address: `null` or an empty text removes a filter. Typing does not fill the history. */
  readonly patch: (change: Patch<Q>) => void;
  /** Whether anything narrows the list, so that "nothing matches" differs from "nothing yet". */
  readonly isFiltered: boolean;
  readonly clear: () => void;
}

/**
 * Search, filters and sort of a list, kept in the address: they survive reload, "back" and being shared.
 * @param endpoint its `query` schema says which parameters there are and what they may be
 */
export function useListQuery<const E extends Endpoint & { readonly query: z.ZodObject }>(
  endpoint: E,
): ListQuery<QueryOf<E>> {
  const [search, setSearch] = useSearchParams();
  const { shape } = endpoint.query;

  const query = useMemo(() => {
    const found: Record<string, unknown> = {};
    for (const [name, schema] of Object.entries(shape)) {
      const given = search.getAll(name);
      if (paging.has(name) || given.length === 0) continue;
      const value = given.length === 1 ? given[0] : given;
      // An old or mistyped address loses the one parameter the API would refuse, not the whole page.
      if ((schema as z.ZodType).safeParse(value).success) found[name] = value;
    }
    return found as QueryOf<E>;
  }, [search, shape]);

  // The router renders a new address with low priority: a second change may come before the first one shows.
  const latest = useRef(search);
  useEffect(() => {
    latest.current = search;
  }, [search]);

  const patch = useCallback(
    (change: Patch<QueryOf<E>>) => {
      const next = new URLSearchParams(latest.current);
      for (const [name, value] of Object.entries(change)) write(next, name, value);
      latest.current = next;
      setSearch(next, { replace: true, preventScrollReset: true });
    },
    [setSearch],
  );

  const filters = Object.keys(query).filter((name) => name !== 'sort');
  const clear = () => patch(Object.fromEntries(filters.map((name) => [name, null])) as Patch<QueryOf<E>>);
  return { query, patch, isFiltered: filters.length > 0, clear };
}

/** A repeatable filter's values, however many there are. */
export function valuesOf<T>(filter: T | readonly T[] | undefined | null): readonly T[] {
  if (filter === undefined || filter === null) return [];
  return Array.isArray(filter) ? filter : [filter as T];
}

function write(params: URLSearchParams, name: string, value: unknown): void {
  params.delete(name);
  for (const one of valuesOf(value)) if (one !== '') params.append(name, String(one));
}
