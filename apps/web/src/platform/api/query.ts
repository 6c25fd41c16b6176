import { defined } from '@muster/contracts/kit/defined';
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

/** An endpoint that responds with keyset pages (`pageOf` in the contracts). */
export type ListEndpoint = Endpoint & { readonly method: 'GET'; readonly query: object };

/** One row of a list endpoint. */
export type RowOf<E> = CallResult<E> extends { data: readonly (infer Row)[] } ? Row : never;

interface Page {
  readonly data: readonly unknown[];
  readonly nextCursor: string | null;
  readonly total?: number | null | undefined;
}

/** The page size after the first page: larger, because people who scroll want many rows. */
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
  /**
   * The polling interval in milliseconds, for data without live events. It can depend on the response;
   * `false` disables polling.
   */
  readonly every?: number | ((answer: Answer) => number | false);
  /** Keep showing the previous answer while the input changes (search as you type). */
  readonly keepsPrevious?: boolean;
}

/** Queries an endpoint and keeps the response fresh. */
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
    refetchInterval: ({ state }) => pollIntervalOf(every, state.data),
    ...defined({ placeholderData: keepsPrevious ? keepPreviousData : undefined }),
  });
}

/** A keyset list for screens; pass it to `DataTable`. */
export interface List<Row> {
  readonly rows: readonly Row[];
  /** The total number of matches, loaded or not; undefined until known. */
  readonly total: number | undefined;
  /** Whether the API stopped counting at its limit. The exact number then takes a separate request. */
  readonly isTotalUncounted?: boolean;
  readonly isLoading: boolean;
  /** Whether the rows belong to the previous query while the new one is loading. */
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
      pollIntervalOf(options.every, state.data && (rowsOf(state.data.pages) as RowOf<E>[])),
    placeholderData: keepPreviousData,
  });
  const rows = useMemo(() => rowsOf(pages.data?.pages ?? []) as RowOf<E>[], [pages.data]);
  return {
    rows,
    total: pages.data?.pages[0]?.total ?? undefined,
    isTotalUncounted: pages.data?.pages[0]?.total === null,
    isLoading: pages.isPending,
    isStale: pages.isPlaceholderData,
    // A failed refetch keeps the loaded rows; the error appears only if there are none.
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

function pollIntervalOf<Answer>(
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
      // Only the first page requests the total.
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
