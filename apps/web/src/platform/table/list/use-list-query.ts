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
  /** The query in the URL, limited to valid parameters; pass it to `useList`. */
  readonly query: Q;
  /** Updates the URL; `null` or an empty text removes a filter. Replaces the history entry. */
  readonly patch: (change: Patch<Q>) => void;
  /** Whether any filter is active, to tell "no matches" from "empty list". */
  readonly isFiltered: boolean;
  readonly clear: () => void;
}

/**
 * Search, filters and sort of a list, stored in the URL: they survive reload, "back" and sharing.
 * @param endpoint its `query` schema defines the parameters and their valid values
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
      // Drops only the parameter the API would refuse, so that an old or mistyped URL still works.
      if ((schema as z.ZodType).safeParse(value).success) found[name] = value;
    }
    return found as QueryOf<E>;
  }, [search, shape]);

  // The router renders a new URL with low priority: a second change may come before the first one is
  // rendered.
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

/** The values of a repeatable filter, as a list. */
export function valuesOf<T>(filter: T | readonly T[] | undefined | null): readonly T[] {
  if (filter === undefined || filter === null) return [];
  return Array.isArray(filter) ? filter : [filter as T];
}

function write(params: URLSearchParams, name: string, value: unknown): void {
  params.delete(name);
  for (const one of valuesOf(value)) if (one !== '') params.append(name, String(one));
}
