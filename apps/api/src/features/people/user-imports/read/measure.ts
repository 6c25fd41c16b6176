import { refuseFile } from './invalid-file.ts';

/** What a table may have at most: columns, characters of a cell and of a row, lines. */
export interface TableLimits {
  readonly columns: number;
  readonly cell: number;
  readonly row: number;
  readonly lines: number;
}

const [quote, newline, carriageReturn] = ['"', '\n', '\r'].map((text) => text.charCodeAt(0));

/**
 * Measures a table of separated values while it is read, so that a row beyond a limit is refused before the parser
 * builds it. Quotation marks mean what they mean to the parser: one opens a quoted cell at its start only, two in
 * it are a character, and text behind the closing one makes all of it plain text.
 * @param separator the character between cells
 * @returns takes the text piece by piece
 * @throws Failure `file_invalid` with the line where the row starts
 */
export function createMeasure(separator: string, limits: TableLimits): (text: string) => void {
  const between = separator.charCodeAt(0);
  let state: 'start' | 'plain' | 'quoted' | 'behind quote' = 'start';
  let wasReturn = false;
  let [line, rowLine] = [1, 1];
  let [columns, cell, row] = [1, 0, 0];

  const count = (code: number) => {
    row += 1;
    if (row > limits.row) refuseFile('row_too_long', rowLine);
    cell += 1;
    if (cell > limits.cell) refuseFile('cell_too_long', rowLine);
    if (state === 'start' && !isSpace(code)) state = 'plain';
  };
  const endLine = () => {
    line += 1;
    if (line > limits.lines) refuseFile('too_many_rows');
  };
  const endRow = () => {
    rowLine = line;
    [columns, cell, row] = [1, 0, 0];
    state = 'start';
  };
  return (text) => {
    for (let at = 0; at < text.length; at += 1) {
      const code = text.charCodeAt(at);
      // A Windows line ending is one.
      const isRest = wasReturn && code === newline;
      const isBreak = code === newline || code === carriageReturn;
      wasReturn = code === carriageReturn;
      if (isBreak && !isRest) endLine();
      if (state === 'quoted') {
        if (code === quote) state = 'behind quote';
        else count(code);
        continue;
      }
      if (state === 'behind quote' && code === quote) {
        state = 'quoted';
        count(code);
      } else if (isBreak) {
        endRow();
      } else if (code === between) {
        columns += 1;
        if (columns > limits.columns) refuseFile('too_many_columns', rowLine);
        row += 1;
        if (row > limits.row) refuseFile('row_too_long', rowLine);
        cell = 0;
        state = 'start';
      } else if (code === quote && state === 'start') {
        state = 'quoted';
      } else {
        if (state === 'behind quote') state = 'plain';
        count(code);
      }
    }
  };
}

function isSpace(code: number): boolean {
  return code === 32 || code === 9 || code === 160 || code === 11 || code === 12 || code === 0xfeff;
}
