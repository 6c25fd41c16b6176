import type { MarkupHandler } from './markup.ts';
import type { RowBuilder } from './row-builder.ts';

/** Columns that one merged cell covers at most. */
const maxSpan = 200;
const breaks = new Set(['br', 'p', 'div', 'li']);

/**
 * Reads the tables of an HTML page, as exports named `.xls` have them, one beneath the other. Merged cells cover
 * empty ones. A table inside a cell is text of the cell.
 */
export function htmlTables(rows: RowBuilder): MarkupHandler {
  // For each column, how many rows below a merged cell still covers.
  let covered: number[] = [];
  let column = 0;
  let [depth, hidden] = [0, 0];
  let cell: { text: string; columns: number; rows: number } | null = null;
  const skipCovered = () => {
    while ((covered[column] ?? 0) > 0) {
      covered[column] = (covered[column] ?? 0) - 1;
      column += 1;
    }
  };
  const endCell = () => {
    if (!cell) return;
    skipCovered();
    rows.put(column, plain(cell.text));
    for (let place = column; place < column + cell.columns; place += 1) covered[place] = cell.rows - 1;
    column += cell.columns;
    cell = null;
  };
  return {
    onopentag(name, attributes) {
      if (name === 'script' || name === 'style') hidden += 1;
      if (name === 'table') depth += 1;
      if (breaks.has(name) && cell) cell.text += '\n';
      if (depth !== 1) return;
      if (name === 'table') covered = [];
      if (name === 'tr') {
        endCell();
        rows.begin();
        column = 0;
      }
      if (name === 'td' || name === 'th') {
        endCell();
        cell = { text: '', columns: spanOf(attributes.colspan), rows: spanOf(attributes.rowspan) };
      }
    },
    ontext(text) {
      // A cell beyond the limit is refused when it ends.
      if (cell && hidden === 0 && cell.text.length < 100_000) cell.text += text;
    },
    onclosetag(name) {
      if (name === 'script' || name === 'style') hidden = Math.max(0, hidden - 1);
      if (name === 'table') depth = Math.max(0, depth - 1);
      const isIn = depth === 1 || (depth === 0 && name === 'table');
      if (isIn && (name === 'td' || name === 'th' || name === 'tr' || name === 'table')) endCell();
      if (depth === 1 && name === 'tr') {
        skipCovered();
        rows.end();
      }
    },
  };
}

function spanOf(text = '1'): number {
  return Math.min(maxSpan, Math.max(1, Math.trunc(Number(text)) || 1));
}

/** White space of HTML is one space; line breaks that elements make stay. */
function plain(text: string): string {
  return text
    .split('\n')
    .map((line) => line.replace(/[\s\u00A0]+/g, ' ').trim())
    .filter((line) => line !== '')
    .join('\n');
}
