import { useSearchParams } from 'react-router-dom';
import type { Shown } from '../check/OutcomeCards.tsx';
import { outcomes } from '../user-import.ts';

const all: readonly Exclude<Shown, null>[] = [...outcomes, 'suggested'];

/**
 * Which rows are shown, kept in the address.
 * @param first what is shown while the address says nothing
 */
export function useShown(first: Shown): { shown: Shown; show: (shown: Shown) => void } {
  const [search, setSearch] = useSearchParams();
  const wanted = search.get('rows');
  const shown = wanted === 'all' ? null : (all.find((one) => one === wanted) ?? first);
  const show = (next: Shown) =>
    setSearch({ rows: next ?? 'all' }, { replace: true, preventScrollReset: true });
  return { shown, show };
}
