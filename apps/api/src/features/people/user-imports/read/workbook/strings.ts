import { refuseFile } from '../invalid-file.ts';
import { localName, parseMarkup } from '../markup.ts';
import { limits } from '../records.ts';

/** Bytes that the texts of a workbook may have: a hundred thousand people with forty texts of ten letters. */
const maxBytes = 40_000_000;
const maxTexts = 4_000_000;

/** The texts that cells of a workbook share, by their number. */
export type SharedStrings = (index: number) => string;

/**
 * Reads the shared texts of a workbook. They lie outside the heap, as bytes, so that a large workbook costs the
 * thread no more memory than its texts have.
 * @throws Failure `file_invalid` if there are too many
 */
export async function readSharedStrings(source: AsyncIterable<string>): Promise<SharedStrings> {
  let bytes: Buffer = Buffer.allocUnsafeSlow(65_536);
  let ends = new Uint32Array(4_096);
  let [count, used] = [0, 0];
  let [text, isText, isPhonetic] = ['', false, false];
  const store = () => {
    const needed = used + Buffer.byteLength(text);
    if (needed > maxBytes || count === maxTexts) refuseFile('workbook_too_large');
    if (needed > bytes.length) bytes = grown(bytes, Math.max(needed, bytes.length * 2));
    if (count === ends.length) {
      const longer = new Uint32Array(count * 2);
      longer.set(ends);
      ends = longer;
    }
    used += bytes.write(text, used);
    ends[count] = used;
    count += 1;
  };
  const handler = {
    onopentag(name: string) {
      const element = localName(name);
      if (element === 'si') text = '';
      // How to pronounce a text is no part of it.
      if (element === 'rPh') isPhonetic = true;
      if (element === 't') isText = !isPhonetic;
    },
    ontext(piece: string) {
      // One character above the limit is refused where a cell has the text.
      if (isText && text.length <= limits.cell) text += piece.slice(0, limits.cell + 1);
    },
    onclosetag(name: string) {
      const element = localName(name);
      if (element === 't') isText = false;
      if (element === 'rPh') isPhonetic = false;
      if (element === 'si') store();
    },
  };
  for await (const _ of parseMarkup(source, handler, true));
  return (index) => {
    if (!(index >= 0 && index < count)) return '';
    return bytes.toString('utf8', index === 0 ? 0 : ends[index - 1], ends[index]);
  };
}

function grown(bytes: Buffer, size: number): Buffer {
  const larger = Buffer.allocUnsafeSlow(Math.min(size, maxBytes));
  bytes.copy(larger);
  return larger;
}
