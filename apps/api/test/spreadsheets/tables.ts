import { buffer } from 'node:stream/consumers';
import { ZipFile } from 'yazl';
import { toXlsx } from '../../src/platform/xlsx.ts';

/** Rows of cells, of which the first may name the columns. */
export type Cells = readonly (readonly string[])[];

const escaped = (text: string) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;').replaceAll('\n', '&#10;');

/** A workbook as our export writes it: every text in its cell. */
export function ourXlsx(rows: Cells): Promise<Buffer> {
  async function* all() {
    yield rows;
  }
  return buffer(toXlsx('Users', all()));
}

/** Packs texts as a file that has these parts. */
export function zipped(parts: Readonly<Record<string, string | Buffer>>): Promise<Buffer> {
  const zip = new ZipFile();
  for (const [name, content] of Object.entries(parts)) zip.addBuffer(Buffer.from(content), name);
  zip.end();
  return buffer(zip.outputStream);
}

interface Sheet {
  readonly name: string;
  /** The XML of the rows. */
  readonly rows: string;
  readonly isHidden?: boolean;
}

/** A workbook as Excel writes it. */
export function workbook(
  sheets: readonly Sheet[],
  { strings = [], styles = '', isFrom1904 = false } = {} as {
    strings?: readonly string[];
    styles?: string;
    isFrom1904?: boolean;
  },
): Promise<Buffer> {
  const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
  const relation = (kind: string, target: string, id: string) =>
    `<Relationship Id="${id}" Type="${office}/${kind}" Target="${target}"/>`;
  const names = sheets.map(({ name, isHidden }, index) => {
    return `<sheet name="${escaped(name)}" sheetId="${index + 1}" ${isHidden ? 'state="hidden"' : ''} r:id="s${index}"/>`;
  });
  const relations = sheets.map((_, index) =>
    relation('worksheet', `worksheets/sheet${index}.xml`, `s${index}`),
  );
  const files = sheets.map(({ rows }, index) => [
    `xl/worksheets/sheet${index}.xml`,
    `<worksheet><sheetData>${rows}</sheetData></worksheet>`,
  ]);
  return zipped({
    '_rels/.rels': `<Relationships>${relation('officeDocument', '/xl/workbook.xml', 'r')}</Relationships>`,
    'xl/_rels/workbook.xml.rels': `<Relationships>${relations.join('')}${relation('sharedStrings', 'sharedStrings.xml', 't')}${relation('styles', 'styles.xml', 'y')}</Relationships>`,
    'xl/workbook.xml': `<workbook><workbookPr ${isFrom1904 ? 'date1904="1"' : ''}/><sheets>${names.join('')}</sheets></workbook>`,
    'xl/sharedStrings.xml': `<sst>${strings.map((text) => `<si><t xml:space="preserve">${escaped(text)}</t></si>`).join('')}</sst>`,
    'xl/styles.xml': `<styleSheet>${styles}</styleSheet>`,
    ...Object.fromEntries(files),
  });
}

/** A workbook whose cells share their texts. */
export function sharedXlsx(rows: Cells): Promise<Buffer> {
  const strings = [...new Set(rows.flat())];
  const xml = rows.map((cells, line) => {
    const written = cells.map((cell, column) =>
      cell === ''
        ? ''
        : `<c r="${String.fromCharCode(65 + column)}${line + 1}" t="s"><v>${strings.indexOf(cell)}</v></c>`,
    );
    return `<row r="${line + 1}">${written.join('')}</row>`;
  });
  return workbook([{ name: 'Users', rows: xml.join('') }], { strings });
}

/** A page with a table, as many programs write it and name it `.xls`. */
export function htmlTable(rows: Cells): string {
  const cell = (text: string) => `<td>${escaped(text).replaceAll('&#10;', '<br>')}</td>`;
  const body = rows.map((cells) => `<tr>\n  ${cells.map(cell).join('\n  ')}\n</tr>`);
  return `<html><head><meta charset="utf-8"><style>td { color: red }</style></head><body><table>${body.join('')}</table></body></html>`;
}

/** The XML of Excel 2003. */
export function xmlTable(rows: Cells, sheet = 'Users'): string {
  const cell = (text: string, column: number) =>
    text === '' ? '' : `<Cell ss:Index="${column + 1}"><Data ss:Type="String">${escaped(text)}</Data></Cell>`;
  const body = rows.map((cells) => `<Row>${cells.map(cell).join('')}</Row>`);
  return `<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet"><Worksheet ss:Name="Cover"><Table><Row><Cell><Data ss:Type="String">Staff</Data></Cell></Row></Table></Worksheet><Worksheet ss:Name="${sheet}"><Table>${body.join('')}</Table></Worksheet></Workbook>`;
}
