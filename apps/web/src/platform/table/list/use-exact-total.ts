import type { CallInput, CallResult, Endpoint } from '@muster/contracts/kit/endpoint';
import { type List, useCall } from '../../api/query.ts';

/** A total; `isAtLeast` while only a lower bound is known. */
export interface Total {
  readonly count: number;
  readonly isAtLeast: boolean;
}

/** Lists count their total up to this number; beyond it, a separate request counts. */
const countedUpTo = 10_000;

type Counted = { readonly total: number };

/**
 * The total of a list. If the list stops counting, it is "10,000 or more" until the exact number has been
 * loaded.
 * @param endpoint counts the matches of the same filters
 * @param query the list's filters, without its sort
 */
export function useExactTotal<const E extends Endpoint>(
  list: List<unknown>,
  endpoint: CallResult<E> extends Counted ? E : never,
  query: Readonly<Record<string, unknown>>,
): Total | undefined {
  const isNeeded = list.isTotalUncounted === true && !list.isStale;
  const counted = useCall<E>(endpoint, { query } as unknown as CallInput<E>, { enabled: isNeeded });
  if (list.total !== undefined) return { count: list.total, isAtLeast: false };
  if (!list.isTotalUncounted) return undefined;
  const exact = isNeeded ? (counted.data as Counted | undefined)?.total : undefined;
  return exact === undefined ? { count: countedUpTo, isAtLeast: true } : { count: exact, isAtLeast: false };
}
