import { createReadStream } from 'node:fs';
import { TextDecoder } from 'node:util';
import type { UserImport } from '@muster/contracts/user-imports';
import type { Separator } from '../../../platform/csv.ts';
import { type FileFault, refuseFile } from './invalid-file.ts';
import { findSeparator } from './separator.ts';

export type Encoding = UserImport['encoding'];

/** How a file is written. */
export interface FileNature {
  readonly encoding: Encoding;
  readonly separator: Separator;
  /** Whether the first line is Excel's `sep=;` and no row. */
  readonly isSeparatorNamed: boolean;
}

/** What other files begin with that are taken for CSV: workbooks, old workbooks, PDF, UTF-16. */
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

/**
 * Finds out how a file is written: what is no UTF-8 is Windows-1252, the separator follows from the first lines.
 * @param path where the file lies
 * @throws Failure `file_invalid` for what is no text file: a workbook, a PDF, binary data, an empty file
 */
export async function findNature(path: string): Promise<FileNature> {
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
  return { encoding, ...findSeparator(new TextDecoder(encoding).decode(sample)) };
}

function refuseKnown(sample: Buffer): void {
  const hex = sample.toString('hex', 0, 4);
  const [, fault] = beginnings.find(([beginning]) => hex.startsWith(beginning)) ?? [];
  if (fault) refuseFile(fault);
}

/** Whether the text goes on as UTF-8; without a chunk, whether it ends as such. */
function decodes(decoder: TextDecoder, chunk?: Buffer): boolean {
  try {
    decoder.decode(chunk, { stream: chunk !== undefined });
    return true;
  } catch {
    return false;
  }
}
