import { type RefObject, useEffect } from 'react';

/** From here on rows come and go while one scrolls, and columns must not change their width with them. */
const manyRows = 150;

/**
 * Keeps the columns of a long table as wide as its first rows made them, until the window changes its size.
 * @param rows how many there are
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
    // Heads without rows beneath them say nothing about widths; the first rows come a moment later.
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
