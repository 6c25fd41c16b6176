import { Readable } from 'node:stream';
import { ZipFile } from 'yazl';
import { escapeFormula } from './csv.ts';

const head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const packages = 'http://schemas.openxmlformats.org/package/2006';
const types = 'application/vnd.openxmlformats-officedocument.spreadsheetml';
const relation = (type: string, target: string, id: number) =>
  `<Relationship Id="rId${id}" Type="${office}/${type}" Target="${target}"/>`;

/** The parts that every workbook of one sheet has. Cells are texts, so that numbers keep their zeros. */
const parts: Readonly<Record<string, string>> = {
  '[Content_Types].xml': `<Types xmlns="${packages}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${types}.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="${types}.worksheet+xml"/><Override PartName="/xl/styles.xml" ContentType="${types}.styles+xml"/></Types>`,
  '_rels/.rels': `<Relationships xmlns="${packages}/relationships">${relation('officeDocument', 'xl/workbook.xml', 1)}</Relationships>`,
  'xl/_rels/workbook.xml.rels': `<Relationships xmlns="${packages}/relationships">${relation('worksheet', 'worksheets/sheet1.xml', 1)}${relation('styles', 'styles.xml', 2)}</Relationships>`,
  'xl/styles.xml': `<styleSheet xmlns="${main}"><fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="3"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/><xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/><xf numFmtId="49" fontId="1" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" applyFont="1"/></cellXfs></styleSheet>`,
};
const style = { cell: 1, header: 2 } as const;

/**
 * Writes a workbook of one sheet while its rows arrive; the first row names the columns. Formulas are escaped as in
 * CSV, so that no text becomes one, also if the workbook is saved as CSV.
 * @param sheet the name of the sheet, up to 31 characters
 * @param rows the cells of the rows, in chunks
 */
export function toXlsx(sheet: string, rows: AsyncIterable<readonly (readonly string[])[]>): Readable {
  const zip = new ZipFile();
  for (const [name, text] of Object.entries(parts)) zip.addBuffer(Buffer.from(head + text), name);
  const book = `<workbook xmlns="${main}" xmlns:r="${office}"><sheets><sheet name="${escaped(sheet)}" sheetId="1" r:id="rId1"/></sheets></workbook>`;
  zip.addBuffer(Buffer.from(head + book), 'xl/workbook.xml');
  const source = Readable.from(sheetXml(rows));
  const output = zip.outputStream as Readable;
  source.on('error', (error) => output.destroy(error));
  output.on('close', () => source.destroy());
  zip.addReadStream(source, 'xl/worksheets/sheet1.xml');
  zip.end();
  return output;
}

async function* sheetXml(rows: AsyncIterable<readonly (readonly string[])[]>): AsyncGenerator<string> {
  yield `${head}<worksheet xmlns="${main}"><sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><sheetFormatPr defaultColWidth="24" defaultRowHeight="15"/><sheetData>`;
  let line = 0;
  for await (const chunk of rows) {
    let text = '';
    for (const cells of chunk) {
      line += 1;
      const written = cells.map((cell, column) =>
        cell === '' ? '' : cellXml(`${columnName(column)}${line}`, cell, line === 1),
      );
      text += `<row r="${line}">${written.join('')}</row>`;
    }
    yield text;
  }
  yield '</sheetData></worksheet>';
}

function cellXml(reference: string, text: string, isHeader: boolean): string {
  return `<c r="${reference}" s="${isHeader ? style.header : style.cell}" t="inlineStr"><is><t xml:space="preserve">${escaped(escapeFormula(text))}</t></is></c>`;
}

function columnName(index: number): string {
  const rest = index % 26;
  const letter = String.fromCharCode(65 + rest);
  return index < 26 ? letter : columnName((index - rest) / 26 - 1) + letter;
}

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

// Characters that XML cannot hold, and what would be read as one of them.
const unusual = /[^\P{Cc}\t\n]|[\uFFFE\uFFFF]|_(?=x[0-9A-Fa-f]{4}_)/gu;

function escaped(text: string): string {
  return text
    .toWellFormed()
    .replace(/[&<>"]/g, (character) => entities[character] ?? character)
    .replace(
      unusual,
      (character) => `_x${character.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}_`,
    );
}
