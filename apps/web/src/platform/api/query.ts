import type { CallInput, CallResult, Endpoint } from '@muster/contracts/kit/endpoint';
import {
  infiniteQueryOptions,
  keepPreviousData,
  queryOptions,
  type UseQueryResult,
  useInfiniteQuery,
  useQuery,
} from '@tanstack/react-query';
import { useMemo } from 'react';
import { call } from './call.ts';
import type { ProblemError } from './problem.ts';

/** An endpoint that answers with keyset pages (`pageOf` in the contracts). */
export type ListEndpoint = Endpoint & { readonly method: 'GET'; readonly query: object };

/** One row of a list endpoint. */
export type RowOf<E> = CallResult<E> extends { data: readonly (infer Row)[] } ? Row : never;

interface Page {
  readonly data: readonly unknown[];
  readonly nextCursor: string | null;
  readonly total?: number | null | undefined;
}

/** Rows of the pages after the first: who scrolls wants many, and a long list is soon read again. */
const morePerPage = 200;

/** TanStack Query options of an endpoint. The key is derived: `[endpoint.id, input]`. */
export function callOptions<const E extends Endpoint>(endpoint: E, input: CallInput<E>) {
  return queryOptions<CallResult<E>, ProblemError>({
    queryKey: [endpoint.id, input],
    queryFn: ({ signal }) => call(endpoint, input, { signal }),
    meta: { isPublic: endpoint.access === 'public' },
  });
}

interface CallQueryOptions<Answer> {
  readonly enabled?: boolean;
  /** Milliseconds between refetches, for what has no live event; may follow from the answer, `false` for none. */
  readonly every?: number | ((answer: Answer) => number | false);
  /** Keep showing the previous answer while the input changes (search as you type). */
  readonly keepsPrevious?: boolean;
}

/** Reads an endpoint and keeps the answer fresh. */
export function useCall<const E extends Endpoint>(
  endpoint: E,
  input: CallInput<E>,
  { enabled = true, every, keepsPrevious = false }: CallQueryOptions<CallResult<E>> = {},
): UseQueryResult<CallResult<E>, ProblemError> {
  const query = callOptions(endpoint, input);
  return useQuery<CallResult<E>, ProblemError>({
    queryKey: query.queryKey,
    queryFn: ({ signal }) => call(endpoint, input, { signal }),
    meta: { isPublic: endpoint.access === 'public' },
    enabled,
    refetchInterval: ({ state }) => paceOf(every, state.data),
    ...(keepsPrevious ? { placeholderData: keepPreviousData } : {}),
  });
}

/** A keyset list as screens use it; give it to `DataTable` as it is. */
export interface List<Row> {
  readonly rows: readonly Row[];
  /** How many match in all, also beyond the loaded rows; undefined until it is known. */
  readonly total: number | undefined;
  /** The API did not count so many: whoever wants to know asks for the exact number apart. */
  readonly isTotalUncounted?: boolean;
  readonly isLoading: boolean;
  /** The rows are of the query before while the new one is on its way. */
  readonly isStale: boolean;
  readonly error: ProblemError | null;
  readonly retry: () => void;
  readonly hasMore: boolean;
  readonly isLoadingMore: boolean;
  readonly loadMore: () => void;
}

/**
 * Reads a list endpoint page by page, following `nextCursor`.
 * @param input params and query; `cursor` and `include` are filled in here
 */
export function useList<const E extends ListEndpoint>(
  endpoint: E,
  input: CallInput<E>,
  options: CallQueryOptions<readonly RowOf<E>[]> = {},
): List<RowOf<E>> {
  const pages = useInfiniteQuery({
    ...pagesOptions(endpoint, input),
    enabled: options.enabled ?? true,
    refetchInterval: ({ state }) =>
      paceOf(options.every, state.data && (rowsOf(state.data.pages) as RowOf<E>[])),
    placeholderData: keepPreviousData,
  });
  const rows = useMemo(() => rowsOf(pages.data?.pages ?? []) as RowOf<E>[], [pages.data]);
  return {
    rows,
    total: pages.data?.pages[0]?.total ?? undefined,
    isTotalUncounted: pages.data?.pages[0]?.total === null,
    isLoading: pages.isPending,
    isStale: pages.isPlaceholderData,
    // A failed refetch keeps what is on screen; only a list without rows has nothing better to show.
    error: pages.data ? null : pages.error,
    retry: () => void pages.refetch(),
    hasMore: pages.hasNextPage,
    isLoadingMore: pages.isFetchingNextPage,
    loadMore: () => {
      if (pages.hasNextPage && !pages.isFetchingNextPage) void pages.fetchNextPage();
    },
  };
}

function rowsOf(pages: readonly Page[]): unknown[] {
  return pages.flatMap((page) => page.data);
}

function paceOf<Answer>(
  every: CallQueryOptions<Answer>['every'],
  answer: Answer | undefined,
): number | false {
  if (typeof every !== 'function') return every ?? false;
  return answer === undefined ? false : every(answer);
}

function pagesOptions<E extends ListEndpoint>(endpoint: E, input: CallInput<E>) {
  const { query, ...rest } = input as { query?: Record<string, unknown> };
  return infiniteQueryOptions<Page, ProblemError, { pages: Page[] }, readonly unknown[], string | undefined>({
    queryKey: [endpoint.id, input, 'pages'],
    queryFn: async ({ pageParam, signal }) => {
      // The total is counted once, with the first page.
      const more = { limit: query?.limit ?? morePerPage, cursor: pageParam };
      const paging = pageParam === undefined ? { include: 'total' } : more;
      const page = await call(endpoint, { ...rest, query: { ...query, ...paging } } as CallInput<E>, {
        signal,
      });
      return page as Page;
    },
    initialPageParam: undefined,
    getNextPageParam: (page) => page.nextCursor ?? undefined,
  });
}
