import { type RefObject, useEffect } from 'react';

/** From this number on, rows are virtualised, and column widths must not change while scrolling. */
const manyRows = 150;

/**
 * Fixes the column widths of a long table after its first rows, until the window is resized.
 * @param rows the number of rows
 */
export function useFixedWidths(table: RefObject<HTMLTableElement | null>, rows: number): void {
  const isLong = rows > manyRows;
  useEffect(() => {
    const element = table.current;
    if (!isLong || !element) return;
    const heads = [...element.querySelectorAll('th')];
    const given = heads.map((head) => head.style.width);
    const release = () => {
      delete element.dataset.fixed;
      for (const [index, head] of heads.entries()) head.style.width = given[index] ?? '';
    };
    const fix = () => {
      release();
      const widths = heads.map((head) => head.getBoundingClientRect().width);
      for (const [index, head] of heads.entries()) head.style.width = `${widths[index] ?? 0}px`;
      element.dataset.fixed = '';
    };
    let frame = 0;
    // Waits for the first rows, because widths cannot be measured from the column heads alone.
    const start = () => {
      if (element.querySelector('tbody tr[data-index]')) fix();
      else frame = requestAnimationFrame(start);
    };
    start();
    window.addEventListener('resize', fix);
    return () => {
      cancelAnimationFrame(frame);
      window.removeEventListener('resize', fix);
      release();
    };
  }, [isLong, table]);
}
