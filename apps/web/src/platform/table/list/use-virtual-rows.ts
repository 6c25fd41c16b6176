import { useMediaQuery } from '@mantine/hooks';
import { defaultRangeExtractor, type Range, useWindowVirtualizer } from '@tanstack/react-virtual';
import { type RefObject, useCallback, useLayoutEffect, useRef, useState } from 'react';

/** Shorter lists are rendered completely, so that the browser's search finds every row. */
const fewRows = 150;
const rowHeight = { table: 56, card: 190 };
/** The gap between cards in pixels; a row's height does not include it. */
const cardGap = 8;

/** A rendered row. */
interface ShownRow {
  readonly index: number;
  readonly spaceBefore: number;
}

interface VirtualRows {
  readonly shown: readonly ShownRow[];
  /** The height of the rows after the last rendered one, in pixels. */
  readonly spaceAfter: number;
  /** Whether the list is virtualised. */
  readonly isLong: boolean;
  /** The `ref` of each rendered row, which must have its index in `data-index`. */
  readonly measure: (row: HTMLElement | null) => void;
  /** Reports the focused row, which stays rendered while scrolling. */
  readonly onFocus: (index: number) => void;
}

/**
 * Virtualises a long table: returns the rows to render, which are those on the screen and some around them.
 * @param count the number of rows
 * @param body the element that contains them
 */
export function useVirtualRows(count: number, body: RefObject<HTMLElement | null>): VirtualRows {
  const areCards = useMediaQuery('(max-width: 48em)') ?? false;
  const [scrollMargin, setScrollMargin] = useState(0);
  const focused = useRef<number>(undefined);
  const isLong = count > fewRows;

  // biome-ignore lint/correctness/useExhaustiveDependencies: a change of the rows can move the table
  useLayoutEffect(() => {
    if (body.current) setScrollMargin(body.current.getBoundingClientRect().top + window.scrollY);
  }, [count, body]);

  const rangeExtractor = useCallback((range: Range) => {
    const indexes = defaultRangeExtractor(range);
    const kept = focused.current;
    if (kept === undefined || kept >= range.count || indexes.includes(kept)) return indexes;
    return kept < (indexes[0] ?? 0) ? [kept, ...indexes] : [...indexes, kept];
  }, []);
  const virtualizer = useWindowVirtualizer<HTMLElement>({
    count,
    enabled: isLong,
    estimateSize: () => (areCards ? rowHeight.card : rowHeight.table),
    gap: areCards ? cardGap : 0,
    overscan: 12,
    scrollMargin,
    rangeExtractor,
  });
  const onFocus = useCallback((index: number) => {
    focused.current = index;
  }, []);

  if (!isLong) {
    const shown = Array.from({ length: count }, (_, index) => ({ index, spaceBefore: 0 }));
    return { shown, spaceAfter: 0, isLong, measure: nothing, onFocus };
  }
  let end = scrollMargin;
  const shown = virtualizer.getVirtualItems().map((item) => {
    const spaceBefore = item.start - end;
    end = item.end + (areCards ? cardGap : 0);
    return { index: item.index, spaceBefore };
  });
  const spaceAfter = Math.max(0, scrollMargin + virtualizer.getTotalSize() - end);
  return { shown, spaceAfter, isLong, measure: virtualizer.measureElement, onFocus };
}

function nothing(): void {}
