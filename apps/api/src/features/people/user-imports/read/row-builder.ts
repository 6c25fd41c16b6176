import { withoutApostrophe } from '../../../../platform/csv.ts';
import { refuseFile } from './invalid-file.ts';
import { type FileRow, limits } from './records.ts';

/** Builds rows of a sheet or a table cell by cell, within the limits of a file. */
export interface RowBuilder {
  /**
   * Begins a row.
   * @param line its number in the sheet, from 1; without one, the next
   */
  begin(line?: number): void;
  /** @throws Failure `file_invalid` with the line, for a cell, a row or a column too many */
  put(column: number, text: string): void;
  end(): void;
  /** Takes the rows with text that are complete. */
  take(): FileRow[];
}

/** Creates a builder of rows. */
export function createRowBuilder(): RowBuilder {
  let complete: FileRow[] = [];
  let cells: string[] = [];
  let line = 0;
  let count = 0;
  let characters = 0;
  return {
    begin(number = line + 1) {
      // Numbers that do not grow are wrong; the order is what counts.
      line = Math.max(line + 1, number);
      if (line > limits.lines * 2) refuseFile('too_many_rows');
      cells = [];
      characters = 0;
    },
    put(column, text) {
      if (text.trim() === '') return;
      if (column >= limits.columns) refuseFile('too_many_columns', line);
      if (text.length > limits.cell) refuseFile('cell_too_long', line);
      characters += text.length;
      if (characters > limits.row) refuseFile('row_too_long', line);
      while (cells.length < column) cells.push('');
      cells[column] = withoutApostrophe(text);
    },
    end() {
      if (cells.length === 0) return;
      count += 1;
      if (count > limits.rows + limits.titleRows) refuseFile('too_many_rows');
      complete.push({ line, cells });
      cells = [];
    },
    take() {
      const rows = complete;
      complete = [];
      return rows;
    },
  };
}
