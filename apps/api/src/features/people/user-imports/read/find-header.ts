import { fieldOf } from './header-words.ts';
import { limits } from './records.ts';

type Row = readonly string[];

/** The names of a file's columns, if it has any, and the index of the first row beneath. */
export interface Header {
  readonly names: Row | null;
  readonly end: number;
}

/**
 * Finds the row that names the columns: the first one with a name for addresses, otherwise with several known names,
 * otherwise the first row. Names that are merged over two rows become one: the lower says more.
 * @param rows the first rows of the file
 */
export function findHeader(rows: readonly Row[]): Header {
  const people = rows.findIndex((row) => row.some(isAddress));
  const above = rows.slice(0, people < 0 ? limits.titleRows : Math.min(people, limits.titleRows));
  const withAddress = above.findIndex((row) => row.some((cell) => fieldOf(cell) === 'email'));
  const known = withAddress >= 0 ? withAddress : above.findIndex((row) => namesIn(row) > 1);
  const [first = []] = rows;
  if (known < 0 && first.some(isAddress) && namesIn(first) === 0) return { names: null, end: 0 };
  const start = Math.max(0, known);
  let names = rows[start] ?? [];
  const higher = rows[start - 1];
  if (higher && completes(higher, names)) names = joined(higher, names);
  let end = start + 1;
  for (let lower = above[end]; lower && completes(lower, names); lower = above[end]) {
    names = joined(names, lower);
    end += 1;
  }
  return { names, end };
}

/** Whether a cell is an address, alone or behind a name. */
export function isAddress(cell: string): boolean {
  return /^[^\s@]+@[^\s@]+\.[^\s@]+$|<[^\s@]+@[^\s@]+>/.test(cell.trim());
}

function namesIn(row: Row): number {
  return row.filter((cell) => fieldOf(cell) !== null).length;
}

/** Whether another row of names fills gaps of a row of names. */
function completes(other: Row, names: Row): boolean {
  const filled = other.filter((cell) => cell.trim() !== '').length;
  const fills = other.some((cell, index) => fieldOf(cell) !== null && (names[index] ?? '').trim() === '');
  return fills && namesIn(other) * 2 >= filled;
}

function joined(upper: Row, lower: Row): Row {
  return Array.from({ length: Math.max(upper.length, lower.length) }, (_, index) => {
    const [above = '', below = ''] = [upper[index], lower[index]];
    if (below.trim() === '') return above;
    return fieldOf(below) === null && fieldOf(above) !== null ? above : below;
  });
}
