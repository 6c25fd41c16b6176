import { createReadStream } from 'node:fs';
import { TextDecoder } from 'node:util';
import type { UserImport } from '@muster/contracts/people/user-imports';
import { type Separator, separators } from '../../../../platform/csv.ts';
import { fieldOf } from './header-words.ts';
import { type FileFault, refuseFile } from './invalid-file.ts';

export type Encoding = UserImport['encoding'];

/** The format of a file and, of one of text, its encoding and the separator of its cells. */
export interface Dialect {
  readonly format: UserImport['format'];
  readonly encoding: Encoding;
  readonly separator: Separator;
  /** Whether the first line is Excel's `sep=;` instead of a row. */
  readonly isSeparatorNamed: boolean;
}

/** The first bytes of other formats: old or encrypted workbooks, PDF. */
const refused: readonly (readonly [string, FileFault])[] = [
  ['d0cf11e0', 'workbook'],
  ['25504446', 'pdf'],
];
const packed = ['504b0304', '504b0506'];
const marks: readonly (readonly [string, Encoding])[] = [
  ['efbbbf', 'utf-8'],
  ['fffe', 'utf-16le'],
  ['feff', 'utf-16be'],
];
const sampleBytes = 65_536;

const candidates = Object.entries(separators) as [Separator, string][];
const characters = new Set(candidates.map(([, character]) => character));
/** How many lines of the sample are examined. */
const sampleLines = 50;

/**
 * Detects the format of a file, its encoding and its separator. Text that is neither UTF-16 nor UTF-8 is read as
 * Windows-1252; the separator is derived from the first lines.
 * @param path the path of the file
 * @throws Failure `file_invalid` if no table can be read from it: an old workbook, a PDF, binary data, an empty file
 */
export async function detectDialect(path: string): Promise<Dialect> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let isUtf8 = true;
  let wide: Encoding | null = null;
  let sample = Buffer.alloc(0);
  for await (const chunk of createReadStream(path, { highWaterMark: sampleBytes }) as AsyncIterable<Buffer>) {
    if (sample.length === 0) {
      sample = Buffer.from(chunk);
      if (refuseKnown(sample)) return { ...table, format: 'xlsx', encoding: 'utf-8' };
      wide = utf16Of(sample);
      if (wide) break;
    }
    if (chunk.includes(0)) refuseFile('binary');
    isUtf8 = isUtf8 && decodes(decoder, chunk);
  }
  if (sample.length === 0) refuseFile('empty');
  isUtf8 = isUtf8 && !wide && decodes(decoder);
  if (!isUtf8 && !wide && markOf(sample) === 'utf-8') refuseFile('encoding_mixed');
  const encoding = wide ?? (isUtf8 ? 'utf-8' : 'windows-1252');
  const text = new TextDecoder(encoding).decode(sample);
  const format = formatOf(text);
  if (format !== 'csv') return { ...table, format, encoding };
  return { format, encoding, ...detectSeparator(text) };
}

/** What files without separators have. */
const table = { separator: 'comma', isSeparatorNamed: false } as const;

/** @returns whether the file is packed, as workbooks are */
function refuseKnown(sample: Buffer): boolean {
  const hex = sample.toString('hex', 0, 4);
  const [, fault] = refused.find(([beginning]) => hex.startsWith(beginning)) ?? [];
  if (fault) refuseFile(fault);
  return packed.includes(hex);
}

function markOf(sample: Buffer): Encoding | undefined {
  const hex = sample.toString('hex', 0, 3);
  return marks.find(([mark]) => hex.startsWith(mark))?.[1];
}

/** UTF-16 has a mark, or a zero in every other byte of most characters. */
function utf16Of(sample: Buffer): Encoding | null {
  const mark = markOf(sample);
  if (mark) return mark === 'utf-8' ? null : mark;
  const zeros: [number, number] = [0, 0];
  const length = Math.min(sample.length, 1_000);
  for (let at = 0; at < length; at += 1) if (sample[at] === 0) zeros[at % 2 === 0 ? 0 : 1] += 1;
  const isMost = (found: number, other: number) => found > length / 4 && other < found / 10;
  if (isMost(zeros[1], zeros[0])) return 'utf-16le';
  return isMost(zeros[0], zeros[1]) ? 'utf-16be' : null;
}

/** Exports named `.xls` are often a page with a table, or the XML of Excel 2003. */
function formatOf(text: string): 'csv' | 'html' | 'xml' {
  if (!/^\s*</.test(text)) return 'csv';
  if (text.includes('urn:schemas-microsoft-com:office:spreadsheet') && /<([a-z]+:)?Workbook[\s>]/.test(text))
    return 'xml';
  return /<(!doctype html|html|head|body|meta|style|div|table)[\s>]/i.test(text) ? 'html' : 'csv';
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
 * Finds the separator: the one in Excel's first line `sep=;`, otherwise the one between most names of columns in
 * one line, otherwise the one that occurs equally often in the first line and the lines after it. Quoted text is
 * ignored.
 * @param sample the beginning of the file
 */
function detectSeparator(sample: string): { separator: Separator; isSeparatorNamed: boolean } {
  const [, named] = /^"?sep=([,;\t|])"?(?:\r\n|\n|\r|$)/i.exec(sample) ?? [];
  const known = candidates.find(([, character]) => character === named);
  if (known) return { separator: known[0], isSeparatorNamed: true };
  const counts = countPerLine(sample);
  const firstUsed = counts.findIndex((line) => Object.keys(line).length > 0);
  const ranked = (scoreBy: (separator: string) => number) =>
    candidates
      .map(([separator, character]) => ({ separator, score: scoreBy(character) }))
      .sort((one, other) => other.score - one.score)[0];
  const lines = sample.split(/\r\n|\n|\r/, sampleLines);
  const byNames = ranked((character) => namesIn(lines, character));
  if (byNames && byNames.score > 1) return { separator: byNames.separator, isSeparatorNamed: false };
  // Titles above the table have no separator.
  const best = ranked((character) => scoreOf(counts.slice(Math.max(0, firstUsed)), character));
  return { separator: best && best.score > 0 ? best.separator : 'comma', isSeparatorNamed: false };
}

/** The largest number of column names that a character separates in one line. */
function namesIn(lines: readonly string[], separator: string): number {
  const namesOf = (line: string) =>
    line.length > 10_000 ? 0 : line.split(separator).filter((cell) => fieldOf(cell) !== null).length;
  return Math.max(0, ...lines.map(namesOf));
}

/**
 * The share of lines with as many separators as the first; ties go to the separator that the first line has
 * most often.
 */
function scoreOf(lines: readonly Readonly<Record<string, number>>[], separator: string): number {
  const counts = lines.map((line) => line[separator] ?? 0);
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
    if (!isQuoted && characters.has(character)) current[character] = (current[character] ?? 0) + 1;
  }
  // The last line of a sample may be cut off; it counts only if there is no other.
  return counts.length > 0 ? counts : [current];
}
