import { useSearchParams } from 'react-router-dom';
import type { RowFilter } from '../check/OutcomeCards.tsx';
import { outcomes } from '../user-import.ts';

const all: readonly Exclude<RowFilter, null>[] = [...outcomes, 'suggested', 'warned'];

/**
 * The row filter, stored in the URL.
 * @param first the filter to use if the URL has none
 */
export function useRowFilter(first: RowFilter): { shown: RowFilter; show: (shown: RowFilter) => void } {
  const [search, setSearch] = useSearchParams();
  const wanted = search.get('rows');
  const shown = wanted === 'all' ? null : (all.find((one) => one === wanted) ?? first);
  const show = (next: RowFilter) =>
    setSearch({ rows: next ?? 'all' }, { replace: true, preventScrollReset: true });
  return { shown, show };
}
