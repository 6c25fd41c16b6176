import { localName, type MarkupHandler } from '../markup.ts';
import type { RowBuilder } from '../row-builder.ts';
import { type NumberStyle, numberText } from './numbers.ts';
import type { SharedStrings } from './strings.ts';

/** What the cells of a workbook refer to. */
export interface CellMeanings {
  readonly strings: SharedStrings;
  readonly styles: readonly NumberStyle[];
  readonly is1904: boolean;
}

/** Reads the rows of a sheet. Cells stand where their references say, so that empty columns stay. */
export function sheetRows(rows: RowBuilder, meanings: CellMeanings): MarkupHandler {
  let column = 0;
  let cell: { type: string; style: number } | null = null;
  let [text, isText, isPhonetic] = ['', false, false];
  return {
    onopentag(name, attributes) {
      switch (localName(name)) {
        case 'row':
          rows.begin(Number(attributes.r) || undefined);
          column = 0;
          break;
        case 'c':
          column = columnOf(attributes.r) ?? column;
          cell = { type: attributes.t ?? 'n', style: Number(attributes.s ?? -1) };
          text = '';
          break;
        case 'rPh':
          isPhonetic = true;
          break;
        case 'v':
        case 't':
          isText = cell !== null && !isPhonetic;
          break;
      }
    },
    ontext(piece) {
      if (isText && text.length < 100_000) text += piece;
    },
    onclosetag(name) {
      switch (localName(name)) {
        case 'v':
        case 't':
          isText = false;
          break;
        case 'rPh':
          isPhonetic = false;
          break;
        case 'c':
          if (cell && text !== '') rows.put(column, textOf(cell, text, meanings));
          cell = null;
          column += 1;
          break;
        case 'row':
          rows.end();
          break;
      }
    },
  };
}

function textOf({ type, style }: { type: string; style: number }, raw: string, meanings: CellMeanings) {
  if (type === 's') return unescaped(meanings.strings(Number(raw)));
  if (type === 'b') return raw === '1' ? 'TRUE' : 'FALSE';
  if (type === 'n') return numberText(raw, meanings.styles[style] ?? null, meanings.is1904);
  return unescaped(raw);
}

/** Characters that XML cannot hold are written `_x000D_`. */
function unescaped(text: string): string {
  if (!text.includes('_x')) return text;
  return text.replace(/_x([0-9A-Fa-f]{4})_/g, (_, code: string) => String.fromCharCode(parseInt(code, 16)));
}

/** The column of a reference like `AB12`, from 0. */
function columnOf(reference: string | undefined): number | undefined {
  const [letters] = /^[A-Z]{1,3}(?=\d)/.exec(reference ?? '') ?? [];
  if (letters === undefined) return undefined;
  return [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1;
}
