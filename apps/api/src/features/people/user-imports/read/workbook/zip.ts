import * as yauzl from 'yauzl';
import { refuseFile } from '../invalid-file.ts';

/** Bytes that are unpacked of one file, all parts together; a hundred thousand rows of thirty cells have no more. */
const maxUnpacked = 200_000_000;
const maxParts = 10_000;

/** The parts of a packed file. */
export interface Zip {
  readonly has: (name: string) => boolean;
  /**
   * Unpacks a part piece by piece.
   * @throws Failure `file_invalid` once more was unpacked than a workbook of people can have
   */
  readonly read: (name: string) => AsyncGenerator<string>;
  readonly close: () => void;
}

/**
 * Opens a packed file. Reads only its table of contents.
 * @param path the path of the file
 * @throws an error of the library if it is damaged
 */
export async function openZip(path: string): Promise<Zip> {
  const file = await yauzl.openPromise(path, { lazyEntries: true, autoClose: false });
  if (file.entryCount > maxParts) refuseFile('workbook_too_large');
  const entries = new Map<string, yauzl.Entry>();
  for await (const entry of file.eachEntry()) entries.set(entry.fileName.toLowerCase(), entry);
  let unpacked = 0;
  return {
    has: (name) => entries.has(name.toLowerCase()),
    async *read(name) {
      const entry = entries.get(name.toLowerCase());
      if (!entry) return;
      const stream = await file.openReadStreamPromise(entry);
      const decoder = new TextDecoder();
      try {
        for await (const chunk of stream as AsyncIterable<Buffer>) {
          unpacked += chunk.length;
          if (unpacked > maxUnpacked) refuseFile('workbook_too_large');
          yield decoder.decode(chunk, { stream: true });
        }
        yield decoder.decode();
      } finally {
        stream.destroy();
      }
    },
    close: () => file.close(),
  };
}
