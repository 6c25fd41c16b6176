import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse as parseSync } from 'csv-parse/sync';
import { stringify } from 'csv-stringify/sync';
import fc from 'fast-check';
import { afterAll, expect, test } from 'vitest';
import { type Separator, separators, toCsv, withoutApostrophe } from '../../../../platform/csv.ts';
import { Failure } from '../../../../platform/errors.ts';
import { detectDialect } from './csv-dialect.ts';
import { createMeasure } from './measure.ts';
import { type FileRow, readRows } from './records.ts';

const folder = mkdtempSync(join(tmpdir(), 'muster-reading-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** Reads a file with this content. */
async function read(content: string | Buffer) {
  const path = join(folder, 'file.csv');
  writeFileSync(path, content);
  const dialect = await detectDialect(path);
  const rows: FileRow[] = [];
  for await (const batch of readRows(path, dialect)) rows.push(...batch);
  return { ...dialect, rows, cells: rows.map(({ cells }) => cells), lines: rows.map(({ line }) => line) };
}

/** The reason and line of the refusal. */
async function refusal(content: string | Buffer) {
  const error = await read(content).then(
    () => expect.unreachable('the file was read'),
    (failure: unknown) => failure,
  );
  if (!(error instanceof Failure)) throw error;
  expect(error.code).toBe('file_invalid');
  const [fault] = error.details.errors ?? [];
  return [fault?.code, ...(fault?.line === undefined ? [] : [fault.line])];
}

const header = ['E-mail', 'First name', 'Groups'];

test('a table is read unchanged, whatever its separator, quotes, line ends and encoding', async () => {
  const character = fc.constantFrom(...'abÄöé ;,|\'"=@+-\t\n\r');
  const cell = fc.string({ unit: character, maxLength: 12 }).map((value) => value.trim());
  const table = fc.array(fc.tuple(cell, cell, cell), { minLength: 1, maxLength: 12 });
  const style = fc.record({
    separator: fc.constantFrom<Separator>('comma', 'semicolon', 'tab'),
    quoted: fc.boolean(),
    lineEnd: fc.constantFrom('\n', '\r\n', '\r'),
    encoding: fc.constantFrom('utf-8', 'bom', 'latin1'),
    isOurs: fc.boolean(),
  });
  await fc.assert(
    fc.asyncProperty(table, style, async (rows, { separator, quoted, lineEnd, encoding, isOurs }) => {
      const text = isOurs
        ? toCsv([header, ...rows], separator)
        : stringify([header, ...rows], {
            ...{ delimiter: separators[separator], quoted, quoted_empty: quoted },
            ...{ record_delimiter: lineEnd, quote_record_delimiter: true },
          });
      const content = encoding === 'latin1' ? Buffer.from(text, 'latin1') : text;
      const file = await read(encoding === 'bom' ? `\uFEFF${text}` : content);
      const undefused = (value: string) => {
        if (isOurs) return value;
        // Excel's way to keep zeros in front.
        const [, text] = /^="((?:[^"]|"")*)"$/.exec(value) ?? [];
        return text === undefined ? withoutApostrophe(value) : text.replaceAll('""', '"');
      };
      const expected = [header, ...rows.map((row) => row.map(undefused))];
      expect(file.separator).toBe(separator);
      expect(file.cells).toEqual(expected.filter((row) => row.some((value) => value !== '')));
    }),
    { numRuns: 300 },
  );
});

test('line ends can be mixed, rows can be uneven, and line numbers match an editor', async () => {
  const { cells, lines } = await read('a,b\r\n1,"x\r\ny"\n\n\r\n2\r3,c,d\n , \n"4"," ""q"" "');
  expect(cells).toEqual([['a', 'b'], ['1', 'x\r\ny'], ['2'], ['3', 'c', 'd'], ['4', ' "q" ']]);
  expect(lines).toEqual([1, 2, 6, 7, 9]);
});

test('the separator line of Excel is recognised and is not a row', async () => {
  const { separator, cells, lines } = await read('sep=;\r\na,b;c\r\n1;2');
  expect({ separator, cells, lines }).toEqual({
    separator: 'semicolon',
    cells: [
      ['a,b', 'c'],
      ['1', '2'],
    ],
    lines: [2, 3],
  });
});

test('text that is not UTF-8 is read as Windows-1252', async () => {
  const ansi = Buffer.from('Name;E-Mail\nJörg \x80;j@example.org', 'latin1');
  expect(await read(ansi)).toMatchObject({
    encoding: 'windows-1252',
    cells: [
      ['Name', 'E-Mail'],
      ['Jörg €', 'j@example.org'],
    ],
  });
  expect(await read('Jörg,€')).toMatchObject({ encoding: 'utf-8', cells: [['Jörg', '€']] });
  const late = Buffer.concat([Buffer.from('a,b\n'.repeat(40_000)), Buffer.from([0xe4])]);
  expect((await read(late)).encoding).toBe('windows-1252');
  // A character cut in two at the edge of a chunk.
  const cut = `${'x'.repeat(65_535)}ä\n`.replaceAll(/x{5000}/g, (run) => `${run.slice(1)}\n`);
  expect(await read(cut)).toMatchObject({ encoding: 'utf-8' });
});

test('a file that is not CSV is refused with its kind', async () => {
  expect(await refusal(Buffer.from('d0cf11e0a1b11ae1', 'hex'))).toEqual(['workbook']);
  expect(await refusal('%PDF-1.7')).toEqual(['pdf']);
  expect(await refusal('a,b\n1,\u0000')).toEqual(['binary']);
  expect(await refusal(Buffer.from([0xef, 0xbb, 0xbf, 0x61, 0x2c, 0xe4, 0x2c]))).toEqual(['encoding_mixed']);
  expect(await refusal('')).toEqual(['empty']);
});

test('a quotation mark that is never closed is reported with its line', async () => {
  expect(await refusal('a,b\n1,2\n3,"4\n5,6\n7,8\n')).toEqual(['quote_open', 3]);
  expect(await refusal(`a,b\n1,2\n3,"4\n${'5,6\n'.repeat(4_000)}7,8"\n9,10`)).toEqual(['cell_too_long', 3]);
  expect(await refusal(`a,b\n3,"4\n${'5,6\n'.repeat(500_000)}`)).toEqual(['cell_too_long', 2]);
  // Quotes in the middle of a cell are plain text.
  expect((await read('a,b\n5" pipe,"x" y\n')).cells).toEqual([
    ['a', 'b'],
    ['5" pipe', '"x" y'],
  ]);
});

test('columns are counted as the parser does, before a row is built', async () => {
  const unlimited = { columns: Infinity, cell: Infinity, row: Infinity, lines: Infinity };
  const text = fc.string({ unit: fc.constantFrom(...'ab ,,,""\t\n\r'), maxLength: 40 });
  fc.assert(
    fc.property(text, fc.integer({ min: 1, max: 4 }), fc.nat(40), (content, columns, cut) => {
      let rows: string[][];
      try {
        rows = parseSync(content, {
          ...{
            record_delimiter: ['\r\n', '\n', '\r'],
            relax_column_count: true,
            relax_quotes: true,
            ltrim: true,
          },
        });
      } catch {
        return;
      }
      const measure = createMeasure(',', { ...unlimited, columns });
      const refused = () => {
        for (const part of [content.slice(0, cut), content.slice(cut)]) measure(part);
      };
      if (rows.some(({ length }) => length > columns)) expect(refused).toThrow('file_invalid');
      else expect(refused).not.toThrow();
    }),
    { numRuns: 5_000 },
  );
  // The row has no end.
  const endless = createMeasure(',', { ...unlimited, columns: 200, row: 100, cell: 10 });
  endless(','.repeat(99));
  expect(() => endless(',x')).toThrow('file_invalid');
  expect(() => createMeasure(',', { ...unlimited, columns: 200 })(','.repeat(200))).toThrow('file_invalid');
  expect(() => createMeasure(',', { ...unlimited, cell: 10 })('x'.repeat(11))).toThrow('file_invalid');
});

test('cells, columns and rows beyond the limits are refused with their line', async () => {
  expect(await refusal('x'.repeat(3_000_000))).toEqual(['cell_too_long', 1]);
  expect(await refusal(`a\n${'x'.repeat(10_001)}\n`)).toEqual(['cell_too_long', 2]);
  expect(await refusal(`a\n${'x,'.repeat(200)}\n`)).toEqual(['too_many_columns', 2]);
  expect(await refusal(`a\n"${'x,'.repeat(5_000)}",${`${'x'.repeat(9_999)},`.repeat(9)}x\n`)).toEqual([
    ...['row_too_long', 2],
  ]);
  expect(await refusal(`a\n${'x\n'.repeat(100_030)}`)).toEqual(['too_many_rows']);
  expect(await refusal(`a\nx${'\n'.repeat(1_000_000)}`)).toEqual(['too_many_rows']);
  expect((await read(`a\n${'x\n'.repeat(100_000)}`)).rows).toHaveLength(100_001);
});
