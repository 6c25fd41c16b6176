import { localAttributes, localName, parseMarkup } from '../markup.ts';
import { type NumberStyle, styleOf } from './numbers.ts';
import type { Zip } from './zip.ts';

/** Where the parts of a workbook are, and what its sheets are called. */
export interface WorkbookParts {
  readonly sheets: readonly { readonly name: string; readonly path: string; readonly isHidden: boolean }[];
  readonly strings: string | null;
  readonly styles: string | null;
  /** Whether days are counted from 1904. */
  readonly is1904: boolean;
}

type Attributes = Readonly<Record<string, string>>;

/** Calls a function for each element of a part. */
async function eachElement(
  zip: Zip,
  path: string,
  visit: (name: string, attributes: Attributes) => void,
): Promise<void> {
  const handler = {
    onopentag: (name: string, attributes: Attributes) => visit(localName(name), localAttributes(attributes)),
  };
  for await (const _ of parseMarkup(zip.read(path), handler, true));
}

/** What a part refers to, by id: the kind, which is the last word of its type, and the path. */
async function relationsOf(zip: Zip, path: string): Promise<Map<string, { kind: string; path: string }>> {
  const folder = path.slice(0, path.lastIndexOf('/') + 1);
  const found = new Map<string, { kind: string; path: string }>();
  await eachElement(zip, `${folder}_rels/${path.slice(folder.length)}.rels`, (name, attributes) => {
    const { Id: id, Type: type = '', Target: target = '' } = attributes;
    if (name !== 'Relationship' || id === undefined) return;
    const whole = new URL(target, `file:///${folder}`).pathname.slice(1);
    found.set(id, { kind: type.slice(type.lastIndexOf('/') + 1), path: decodeURIComponent(whole) });
  });
  return found;
}

/**
 * Finds the parts of a workbook.
 * @returns null if the packed file is no workbook in the format of XLSX
 */
export async function findParts(zip: Zip): Promise<WorkbookParts | null> {
  const root = [...(await relationsOf(zip, '')).values()].find(({ kind }) => kind === 'officeDocument');
  const path = root?.path ?? 'xl/workbook.xml';
  if (!zip.has(path) || !path.endsWith('.xml')) return null;
  const relations = await relationsOf(zip, path);
  const sheets: { name: string; path: string; isHidden: boolean }[] = [];
  let is1904 = false;
  await eachElement(zip, path, (name, { name: title = '', id = '', state, date1904 = '' }) => {
    if (name === 'workbookPr') is1904 = date1904 === '1' || date1904 === 'true';
    const { kind, path: sheet = '' } = relations.get(id) ?? {};
    if (name === 'sheet' && kind === 'worksheet' && zip.has(sheet))
      sheets.push({ name: title, path: sheet, isHidden: state === 'hidden' || state === 'veryHidden' });
  });
  const first = (kind: string) => [...relations.values()].find((one) => one.kind === kind)?.path ?? null;
  return sheets.length === 0
    ? null
    : { sheets, strings: first('sharedStrings'), styles: first('styles'), is1904 };
}

/** What the styles of cells show numbers as, by the style's number. */
export async function readStyles(zip: Zip, path: string): Promise<NumberStyle[]> {
  const codes = new Map<number, string>();
  const styles: NumberStyle[] = [];
  let isOfCells = false;
  await eachElement(zip, path, (name, { numFmtId = '0', formatCode }) => {
    if (name === 'numFmt' && formatCode !== undefined) codes.set(Number(numFmtId), formatCode);
    if (name === 'cellXfs') isOfCells = true;
    if (name === 'cellStyles') isOfCells = false;
    if (name === 'xf' && isOfCells) styles.push(styleOf(Number(numFmtId), codes.get(Number(numFmtId))));
  });
  return styles;
}
