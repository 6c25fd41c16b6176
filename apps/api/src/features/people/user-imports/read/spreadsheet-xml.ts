import { localAttributes, localName, type MarkupHandler } from './markup.ts';
import type { RowBuilder } from './row-builder.ts';

/**
 * Reads a sheet of an XML spreadsheet of Excel 2003.
 * @param sheet the name of the sheet; null reads none
 * @param onSheet gets the name of each sheet
 */
export function spreadsheetXml(
  rows: RowBuilder,
  sheet: string | null,
  onSheet: (name: string) => void = () => undefined,
): MarkupHandler {
  let isWanted = false;
  let [line, column] = [0, 0];
  let text: string | null = null;
  let across = 0;
  return {
    onopentag(name, all) {
      const attributes = localAttributes(all);
      switch (localName(name)) {
        case 'Worksheet':
          onSheet(attributes.Name ?? '');
          isWanted = attributes.Name === sheet;
          line = 0;
          break;
        case 'Row':
          line = Number(attributes.Index) || line + 1;
          column = 0;
          if (isWanted) rows.begin(line);
          break;
        case 'Cell':
          if (Number(attributes.Index) > 0) column = Number(attributes.Index) - 1;
          across = Math.max(0, Number(attributes.MergeAcross) || 0);
          break;
        case 'Data':
          text = '';
          break;
      }
    },
    ontext(piece) {
      if (text !== null && text.length < 100_000) text += piece;
    },
    onclosetag(name) {
      switch (localName(name)) {
        case 'Data':
          if (isWanted && text !== null) rows.put(column, text);
          text = null;
          break;
        case 'Cell':
          column += 1 + across;
          break;
        case 'Row':
          if (isWanted) rows.end();
          break;
      }
    },
  };
}
