import type { UserChoice } from '@muster/contracts/people/user-fields';
import type { ImportColumn, ImportField } from '@muster/contracts/people/user-imports';
import { findHeader, isAddress } from './find-header.ts';
import { choiceOf, fieldOf, isReason } from './header-words.ts';

const samples = 3;
const sampleLength = 100;

/** The columns of a file, and how many rows at its beginning are titles and names of columns. */
export interface Columns {
  readonly columns: ImportColumn[];
  readonly headerRows: number;
}

/**
 * Detects the fields of a file's columns from the row that names them, which titles may precede. If the first row
 * contains an address instead, detects them from the cells.
 * @param rows the first rows of the file
 */
export function findColumns(rows: readonly (readonly string[])[]): Columns {
  const { names, end } = findHeader(rows);
  const keyOf = (row: readonly string[]) => row.join('\0');
  const header = new Set(rows.slice(0, end).map(keyOf));
  // Names of columns that come again are no values.
  const body = rows.slice(end).filter((row) => !header.has(keyOf(row)));
  const headers = names ? withMergedNames(names, body) : (rows[0] ?? []).map(() => '');
  const fields = names ? byName(headers) : byContent(headers.length, body);
  const columns = headers.map((_, index) => ({
    index,
    header: (names?.[index] ?? '').trim().slice(0, 200),
    field: fields[index] ?? null,
    samples: samplesOf(body, index),
  }));
  return { columns, headerRows: end };
}

/**
 * Whether a row has text beyond the columns: it has a separator too many, and its cells are in the wrong
 * columns. Unnamed columns at the end do not count; our own column of reasons is not read.
 */
export function hasCellsBeyond(columns: readonly ImportColumn[], cells: readonly string[]): boolean {
  const width = hasHeaderRow(columns)
    ? columns.findLastIndex(({ header, field }) => field !== null || (header !== '' && !isReason(header))) + 1
    : columns.length;
  return cells.slice(width).some((cell, place) => {
    return cell.trim() !== '' && !isReason(columns[width + place]?.header ?? '');
  });
}

/** Whether the columns got their names from the file. */
export function hasHeaderRow(columns: readonly ImportColumn[]): boolean {
  return columns.some(({ header }) => header !== '');
}

/**
 * The names of columns for finding their fields: a name that is merged over several columns is the name of each, if
 * there are cells beneath. `Groups` may have any number of columns, `Name` two.
 * @returns without empty columns at the end
 */
function withMergedNames(names: readonly string[], body: readonly (readonly string[])[]): readonly string[] {
  const isFilled = (index: number) => {
    const filled = body.filter((row) => (row[index] ?? '').trim() !== '').length;
    return filled > 0 && filled >= body.length / 2;
  };
  const merged = [...names];
  for (const [index, name] of names.entries()) {
    if (name.trim() !== '' || index === 0 || !isFilled(index)) continue;
    const before = merged[index - 1] ?? '';
    if (fieldOf(before) === 'groups') merged[index] = before;
    if (fieldOf(before) === 'name') [merged[index - 1], merged[index]] = ['firstname', 'lastname'];
  }
  return merged.slice(0, merged.findLastIndex((cell) => cell.trim() !== '') + 1);
}

/** If several columns have the same field, the first counts; groups may have several. */
function byName(headers: readonly string[]): (ImportField | null)[] {
  const fields: (ImportField | null)[] = [];
  for (const header of headers) {
    const field = fieldOf(header);
    fields.push(field === 'groups' || field === null || !fields.includes(field) ? field : null);
  }
  // `Name; Vorname`: the family name is meant.
  const isHalf = fields.includes('firstName') && !fields.includes('lastName');
  return fields.map((field) => (field === 'name' && isHalf ? 'lastName' : field));
}

const choices = Object.keys(choiceOf) as UserChoice[];

function byContent(width: number, rows: readonly (readonly string[])[]): (ImportField | null)[] {
  const all = (index: number, is: (text: string) => boolean) => {
    const filled = rows.map((row) => row[index]?.trim() ?? '').filter((text) => text !== '');
    return filled.length > 0 && filled.filter(is).length > filled.length / 2;
  };
  const fields = Array.from({ length: width }, (_, index): ImportField | 'text' | null => {
    if (all(index, isAddress)) return 'email';
    const choice = choices.find((one) => all(index, (text) => choiceOf[one](text) !== null));
    if (choice) return choice;
    return all(index, (text) => /^[\p{L}\p{M}' .,-]+$/u.test(text)) ? 'text' : null;
  });
  const texts = fields.filter((field) => field === 'text').length;
  const names: readonly (ImportField | null)[] = texts === 1 ? ['name'] : ['firstName', 'lastName'];
  const seen = new Set<ImportField>();
  let text = 0;
  return fields.map((field) => {
    const found = field === 'text' ? (names[text++] ?? null) : field;
    if (found === null || seen.has(found)) return null;
    seen.add(found);
    return found;
  });
}

function samplesOf(rows: readonly (readonly string[])[], index: number): string[] {
  const filled = rows.map((row) => row[index]?.trim() ?? '').filter((text) => text !== '');
  return [...new Set(filled)].slice(0, samples).map((text) => text.slice(0, sampleLength));
}
