import { createReadStream } from 'node:fs';
import { TextDecoder } from 'node:util';
import type { UserImport } from '@muster/contracts/people/user-imports';
import { type Separator, separators } from '../../../../platform/csv.ts';
import { type FileFault, refuseFile } from './invalid-file.ts';

export type Encoding = UserImport['encoding'];

/** The encoding and the separator of a CSV file. */
export interface CsvDialect {
  readonly encoding: Encoding;
  readonly separator: Separator;
  /** Whether the first line is Excel's `sep=;` instead of a row. */
  readonly isSeparatorNamed: boolean;
}

/** The first bytes of other formats that are uploaded as CSV: workbooks, old workbooks, PDF, UTF-16. */
const beginnings: readonly (readonly [string, FileFault])[] = [
  ['504b0304', 'workbook'],
  ['504b0506', 'workbook'],
  ['d0cf11e0', 'workbook'],
  ['25504446', 'pdf'],
  ['fffe', 'utf_16'],
  ['feff', 'utf_16'],
];
const utf8Mark = 'efbbbf';
const sampleBytes = 65_536;

const candidates = Object.entries(separators) as [Separator, string][];
/** How many lines of the sample are examined. */
const sampleLines = 50;

/**
 * Detects the encoding and the separator of a file. Anything that is not UTF-8 is read as Windows-1252; the
 * separator is derived from the first lines.
 * @param path the path of the file
 * @throws Failure `file_invalid` if it is not a text file: a workbook, a PDF, binary data, an empty file
 */
export async function detectDialect(path: string): Promise<CsvDialect> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let isUtf8 = true;
  let sample = Buffer.alloc(0);
  for await (const chunk of createReadStream(path, { highWaterMark: sampleBytes }) as AsyncIterable<Buffer>) {
    if (sample.length === 0) {
      sample = Buffer.from(chunk);
      refuseKnown(sample);
    }
    if (chunk.includes(0)) refuseFile('binary');
    isUtf8 = isUtf8 && decodes(decoder, chunk);
  }
  if (sample.length === 0) refuseFile('empty');
  isUtf8 = isUtf8 && decodes(decoder);
  if (!isUtf8 && sample.toString('hex', 0, 3) === utf8Mark) refuseFile('encoding_mixed');
  const encoding = isUtf8 ? 'utf-8' : 'windows-1252';
  return { encoding, ...detectSeparator(new TextDecoder(encoding).decode(sample)) };
}

function refuseKnown(sample: Buffer): void {
  const hex = sample.toString('hex', 0, 4);
  const [, fault] = beginnings.find(([beginning]) => hex.startsWith(beginning)) ?? [];
  if (fault) refuseFile(fault);
}

/** Whether the text is still valid UTF-8 with this chunk; without a chunk, whether it ends as valid UTF-8. */
function decodes(decoder: TextDecoder, chunk?: Buffer): boolean {
  try {
    decoder.decode(chunk, { stream: chunk !== undefined });
    return true;
  } catch {
    return false;
  }
}

/**
 * Finds the separator: the one in Excel's first line `sep=;`, otherwise the one that occurs equally often in
 * the first line and the lines after it. Quoted text is ignored.
 * @param sample the beginning of the file
 */
function detectSeparator(sample: string): { separator: Separator; isSeparatorNamed: boolean } {
  const [, named] = /^"?sep=([,;\t])"?(?:\r\n|\n|\r|$)/i.exec(sample) ?? [];
  const known = candidates.find(([, character]) => character === named);
  if (known) return { separator: known[0], isSeparatorNamed: true };
  const counts = countPerLine(sample);
  const [best] = candidates
    .map(([separator, character]) => ({
      separator,
      score: scoreOf(counts.map((line) => line[character] ?? 0)),
    }))
    .sort((one, other) => other.score - one.score);
  return { separator: best && best.score > 0 ? best.separator : 'comma', isSeparatorNamed: false };
}

/**
 * The share of lines with as many separators as the first; ties go to the separator that the first line has
 * most often.
 */
function scoreOf(counts: readonly number[]): number {
  const [first = 0] = counts;
  if (first === 0) return 0;
  const alike = counts.filter((count) => count === first).length / counts.length;
  return Math.round(alike * 4) + Math.min(first, 200) / 1000;
}

function countPerLine(sample: string): Record<string, number>[] {
  const counts: Record<string, number>[] = [];
  let current: Record<string, number> = {};
  let isQuoted = false;
  let isEmpty = true;
  for (const character of sample) {
    if (character === '"') isQuoted = !isQuoted;
    if (!isQuoted && (character === '\n' || character === '\r')) {
      if (!isEmpty) counts.push(current);
      if (counts.length === sampleLines) return counts;
      current = {};
      isEmpty = true;
      continue;
    }
    isEmpty = false;
    if (!isQuoted && (character === ',' || character === ';' || character === '\t'))
      current[character] = (current[character] ?? 0) + 1;
  }
  // The last line of a sample may be cut off; it counts only if there is no other.
  return counts.length > 0 ? counts : [current];
}
