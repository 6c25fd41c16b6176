import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stringify } from 'csv-stringify/sync';
import fc from 'fast-check';
import { afterAll, describe, expect, test } from 'vitest';
import {
  type Cells,
  htmlTable,
  ourXlsx,
  sharedXlsx,
  workbook,
  xmlTable,
  zipped,
} from '../../../../../test/spreadsheets/tables.ts';
import { parseMarkup } from './markup.ts';
import { type ReadPart, readUsers } from './read-users.ts';

const folder = mkdtempSync(join(tmpdir(), 'muster-formats-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** Reads a file of users as the thread for files does. */
async function read(content: string | Buffer, sheet?: string) {
  const path = join(folder, 'file');
  writeFileSync(path, content);
  const parts: ReadPart[] = [];
  for await (const part of readUsers({ path, sheet, mappings: {} })) parts.push(part);
  const [first] = parts;
  const refused = parts.flatMap((part) => ('refused' in part ? (part.refused.errors?.[0]?.code ?? '') : []));
  const read = parts.flatMap((part) => ('rows' in part ? [part] : []));
  const rows = read.flatMap((part) => part.rows);
  return {
    refused,
    source: first && 'source' in first ? first.source : undefined,
    fields: read[0]?.columns.map(({ field }) => field),
    headers: read[0]?.columns.map(({ header }) => header),
    samples: read[0]?.columns.map(({ samples }) => samples[0] ?? ''),
    cells: rows.map(({ cells }) => cells),
    lines: rows.map(({ line }) => line),
    people: rows.map((row) => ('parsed' in row ? row.parsed : row.error.code)),
  };
}

const header = ['E-mail', 'First name', 'Groups'];
const separators = [',', ';', '\t', '|'];

/** Encodes a text, with or without a mark of the byte order. */
function encoded(text: string, encoding: string, isMarked: boolean): Buffer {
  if (encoding === 'windows-1252') return Buffer.from(text, 'latin1');
  const marked = isMarked ? `\uFEFF${text}` : text;
  if (encoding === 'utf-8') return Buffer.from(marked);
  const wide = Buffer.from(marked, 'utf16le');
  return encoding === 'utf-16le' ? wide : wide.swap16();
}

test('a table written in any format and dialect reads back the same', async () => {
  const word = fc.string({ unit: fc.constantFrom(...'abcÄöé \'"&<,;|\n'), maxLength: 9 }).map((text) => {
    return text
      .replace(/[ \n]*\n[ \n]*/g, '\n')
      .replace(/ +/g, ' ')
      .trim();
  });
  const person = fc.tuple(fc.constant('ada@example.org'), word, word);
  const table = fc.array(person, { minLength: 1, maxLength: 8 });
  const style = fc.record({
    format: fc.constantFrom('csv', 'csv', 'csv', 'xlsx', 'shared', 'html', 'xml'),
    separator: fc.constantFrom(...separators),
    lineEnd: fc.constantFrom('\n', '\r\n', '\r'),
    encoding: fc.constantFrom('utf-8', 'utf-16le', 'utf-16be', 'windows-1252'),
    isMarked: fc.boolean(),
    isNamed: fc.boolean(),
    isTwice: fc.boolean(),
    titles: fc.constantFrom<Cells>(
      [],
      [['Staff, as of March; all sites']],
      [['Staff'], ['', ''], ['2024', 'draft']],
    ),
  });
  await fc.assert(
    fc.asyncProperty(table, style, async (people, chosen) => {
      const { format, separator, encoding, isMarked, isNamed } = chosen;
      const rows = [...chosen.titles, header, ...people];
      const csv = () => {
        const text = stringify(rows, {
          delimiter: separator,
          record_delimiter: chosen.lineEnd,
          quoted: true,
        });
        const again = stringify([header, ...people], {
          delimiter: separator,
          record_delimiter: '\n',
          quoted: true,
        });
        const once = (isNamed ? `sep=${separator}${chosen.lineEnd}` : '') + text;
        // Two files put together: a mark and the names in the middle, other line ends.
        return encoded(
          chosen.isTwice ? `${once}${isMarked ? '\uFEFF' : ''}${again}` : once,
          encoding,
          isMarked,
        );
      };
      const writers: Readonly<Record<string, () => Buffer | string | Promise<Buffer>>> = {
        csv,
        xlsx: () => ourXlsx(rows),
        shared: () => sharedXlsx(rows),
        html: () => htmlTable(rows),
        xml: () => xmlTable(rows),
      };
      // Windows-1252 has no mark.
      fc.pre(!(format === 'csv' && encoding === 'windows-1252' && isMarked));
      const found = await read((await writers[format]?.()) ?? '');
      expect(found.refused).toEqual([]);
      expect(found.fields).toEqual(['email', 'firstName', 'groups']);
      const expected = format === 'csv' && chosen.isTwice ? [...people, ...people] : people;
      const filled = (cells: readonly string[]) => header.map((_, index) => (cells[index] ?? '').trim());
      expect(found.cells.map(filled)).toEqual(expected.map(filled));
      expect(new Set(found.lines).size).toBe(found.lines.length);
    }),
    { numRuns: 250 },
  );
});

describe('text', () => {
  test('zeros in front stay, also in the formula that keeps them', async () => {
    const { people } = await read('Email,Employee ID\na@x.org,="000123"\nb@x.org,"=""007"""\nc@x.org,0042\n');
    expect(people).toMatchObject([{ externalId: '000123' }, { externalId: '007' }, { externalId: '0042' }]);
  });

  test('a number that lost digits is left out with a warning, and the person stays', async () => {
    const { people } = await read(
      'Email;Employee ID;Language\na@x.org;1,23457E+12;de\nb@x.org;E12+3;Klingon\nc@x.org;1.2e+18;',
    );
    const shortened = [{ field: 'externalId', code: 'external_id_shortened' }];
    expect(people).toMatchObject([
      { email: 'a@x.org', locale: 'de', errors: [], warnings: shortened },
      { externalId: 'E12+3', errors: [], warnings: [{ field: 'locale', code: 'locale_unknown' }] },
      { email: 'c@x.org', warnings: shortened },
    ]);
    expect(people[0]).not.toHaveProperty('externalId');
    expect(people[1]).not.toHaveProperty('locale');
  });

  test('titles above the names of columns are no rows', async () => {
    const found = await read('Staff list\n;;\nAs of;March;\nE-Mail;Vorname;Abteilung\nada@x.org;Ada;Sales\n');
    expect([found.fields, found.lines]).toEqual([['email', 'firstName', 'groups'], [5]]);
  });

  test('names of columns that are merged over two rows or several columns are found', async () => {
    const two = await read('E-Mail;Name;;Gruppe\n;Vorname;Nachname;\nada@x.org;Ada;Lovelace;Sales\n');
    expect([two.fields, two.lines]).toEqual([['email', 'firstName', 'lastName', 'groups'], [3]]);
    const above = await read('Person;;;Gruppe\nE-Mail;Vorname;Nachname;\nada@x.org;Ada;Lovelace;Sales\n');
    expect(above.fields).toEqual(['email', 'firstName', 'lastName', 'groups']);
    const across = await read('Email;Name;;Groups;;\nada@x.org;Ada;Lovelace;Sales;Berlin;Navy\n');
    expect(across.fields).toEqual(['email', 'firstName', 'lastName', 'groups', 'groups', 'groups']);
    expect(across.people).toMatchObject([{ lastName: 'Lovelace', groups: [{}, {}, { cell: 'Navy' }] }]);
  });

  test('repeated names of columns are neither rows nor values', async () => {
    const found = await read('Email,Team\na@x.org,Navy\n\uFEFFEmail,Team\r\nb@x.org,Navy\n');
    expect([found.lines, found.samples]).toEqual([
      [2, 4],
      ['a@x.org', 'Navy'],
    ]);
  });

  test('empty columns do not matter', async () => {
    const found = await read(';E-Mail;;Vorname;\n;ada@x.org;;Ada;\n');
    expect(found.people).toMatchObject([{ email: 'ada@x.org', firstName: 'Ada' }]);
  });

  test('a person whose cells read like names of columns is no header', async () => {
    const { people } = await read('Email,First name,Team\nada@x.org,Ada,Mail\n,Team,Group\n');
    expect(people).toHaveLength(2);
  });
});

describe('workbooks', () => {
  const rowOf = (line: number, ...cells: string[]) => `<row r="${line}">${cells.join('')}</row>`;
  const text = (at: string, value: string) => `<c r="${at}" t="inlineStr"><is><t>${value}</t></is></c>`;
  const people = rowOf(1, text('A1', 'E-mail')) + rowOf(2, text('A2', 'ada@x.org'));

  test('the sheet with addresses is read, or the one that is named', async () => {
    const file = await workbook([
      { name: 'Notes', rows: rowOf(1, text('A1', 'Ask Grace')) },
      { name: 'Secret', rows: people, isHidden: true },
      { name: 'People & more', rows: people },
    ]);
    expect(await read(file)).toMatchObject({
      source: { format: 'xlsx', sheets: ['Notes', 'People & more'], sheet: 'People & more' },
      lines: [2],
    });
    expect(await read(file, 'Notes')).toMatchObject({ source: { sheet: 'Notes' } });
    expect((await read(file, 'Other')).refused).toEqual(['sheet_missing']);
    const xml = xmlTable([['E-mail'], ['ada@x.org']], 'Staff');
    expect(await read(xml)).toMatchObject({
      source: { sheets: ['Cover', 'Staff'], sheet: 'Staff' },
      lines: [2],
    });
  });

  test('numbers are what the sheet shows: dates, zeros in front, whole ids; long ones are warned of', async () => {
    const styles =
      '<numFmts><numFmt numFmtId="164" formatCode="000000"/><numFmt numFmtId="165" formatCode="[$-407]dd\\.mm\\.yyyy;@"/><numFmt numFmtId="166" formatCode="#,##0.00\\ &quot;days&quot;"/></numFmts><cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="164"/><xf numFmtId="165"/><xf numFmtId="22"/><xf numFmtId="166"/><xf numFmtId="20"/></cellXfs>';
    const number = (at: string, value: string, style = 0) => `<c r="${at}" s="${style}"><v>${value}</v></c>`;
    const names = ['E-mail', 'Employee ID', 'Start', 'End', 'Login', 'Days', 'Time'];
    const sheet = (from1904 = false) =>
      workbook(
        [
          {
            name: 'People',
            rows:
              rowOf(1, ...names.map((name, index) => text(`${'ABCDEFG'[index]}1`, name))) +
              rowOf(
                2,
                text('A2', 'ada@x.org'),
                number('B2', '123', 2),
                number('C2', '45352', 1),
                number('D2', '45352', 3),
                number('E2', '45352.75', 4),
                number('F2', '45352.5', 5),
                number('G2', '0.5', 6),
              ) +
              rowOf(3, text('A3', 'b@x.org'), number('B3', '1.23456789012E11')) +
              rowOf(4, text('A4', 'c@x.org'), number('B4', '1.2345678901234568E+18')),
          },
        ],
        { styles, isFrom1904: from1904 },
      );
    const found = await read(await sheet());
    expect(found.samples).toEqual([
      ...['ada@x.org', '000123', '2024-03-01', '2024-03-01', '2024-03-01 18:00', '45352.5', '12:00'],
    ]);
    expect(found.people).toMatchObject([
      { externalId: '000123' },
      { externalId: '123456789012' },
      { warnings: [{ code: 'external_id_shortened' }] },
    ]);
    expect((await read(await sheet(true))).samples?.[2]).toBe('2028-03-02');
  });

  test('texts have their parts, without how they are pronounced', async () => {
    const rich =
      '<c r="A2" t="inlineStr"><is><r><t>ada@</t></r><r><t>x.org</t></r><rPh sb="0" eb="1"><t>ADA</t></rPh></is></c>';
    const file = await workbook([{ name: 'A', rows: rowOf(1, text('A1', 'E-mail')) + rowOf(2, rich) }]);
    expect((await read(file)).cells).toEqual([['ada@x.org']]);
  });

  test('what is no readable workbook is refused with its reason', async () => {
    const file = await workbook([{ name: 'People', rows: people }]);
    const broken = Buffer.from(file);
    broken.fill(0xff, 40, 60);
    expect((await read(Buffer.from('d0cf11e0a1b11ae1', 'hex'))).refused).toEqual(['workbook']);
    expect((await read(await zipped({ 'content.xml': '<office/>' }))).refused).toEqual(['workbook']);
    expect((await read(await zipped({ 'xl/workbook.bin': 'x' }))).refused).toEqual(['workbook']);
    expect((await read(file.subarray(0, file.length - 30))).refused).toEqual(['workbook_broken']);
    expect((await read(broken)).refused).toEqual(['workbook_broken']);
    expect((await read(await workbook([{ name: 'None', rows: '' }]))).refused).toEqual(['empty']);
  });

  test('a small file that unpacks to very much is refused', async () => {
    const empty = '<row/>'.repeat(10_000);
    const deep = await workbook([{ name: 'A', rows: empty.repeat(35) }]);
    expect((await read(deep)).refused).toEqual(['empty']);
    const bomb = Buffer.alloc(201_000_000, ' ');
    const file = await zipped({
      'xl/workbook.xml': '<workbook><sheets><sheet name="A" r:id="s"/></sheets></workbook>',
      'xl/_rels/workbook.xml.rels':
        '<Relationships><Relationship Id="s" Type="x/worksheet" Target="a.xml"/></Relationships>',
      'xl/a.xml': bomb,
    });
    expect(file.length).toBeLessThan(1_000_000);
    expect((await read(file)).refused).toEqual(['workbook_too_large']);
    const many = async function* () {
      for (let piece = 0; piece < 20; piece += 1) yield '<c/>'.repeat(1_000);
    };
    const parsing = async () => {
      for await (const _ of parseMarkup(many(), {}, true, 10_000));
    };
    await expect(parsing()).rejects.toMatchObject({ code: 'file_invalid' });
    const tag = await workbook([{ name: 'A', rows: `<row x="${'x'.repeat(3_000_000)}"/>` }]);
    expect((await read(tag)).refused).toEqual(['workbook_broken']);
    const wide = await workbook([{ name: 'A', rows: rowOf(1, text('A1', 'E-mail'), text('ZZ1', 'x')) }]);
    expect((await read(wide)).refused).toEqual(['too_many_columns']);
  });
});

test('merged cells of a page cover the empty ones', async () => {
  const page =
    '<table><tr><td colspan=3>Staff</td></tr><tr><th rowspan=2>E-mail<th colspan=2>Name</tr><tr><th>First name<th>Last name</tr><tr><td>ada@x.org<td>Ada<td>Lovelace</table>';
  const { fields, people } = await read(page);
  expect(fields).toEqual(['email', 'firstName', 'lastName']);
  expect(people).toMatchObject([{ email: 'ada@x.org', firstName: 'Ada', lastName: 'Lovelace' }]);
});
