import { hash } from 'node:crypto';
import { limits } from '../read/records.ts';

/** The size of the table: a power of two, at least twice the number of texts. */
const places = 2 ** Math.ceil(Math.log2(limits.rows * 2));

/** Returns the line where a text first occurred; if it is new, records its line and returns undefined. */
export type Duplicates = (text: string, line: number) => number | undefined;

/**
 * Creates a tracker of the first line of each text. It stores 64 bits of a text's hash and its line, in a
 * table outside the heap: a map of a hundred thousand addresses would make memory grow with the file. Two
 * texts share their 64 bits once in billions of files.
 */
export function trackDuplicates(): Duplicates {
  const high = new Uint32Array(places);
  const low = new Uint32Array(places);
  const lines = new Uint32Array(places);
  return (text, line) => {
    const digest = hash('sha1', text, 'buffer');
    const [first, second] = [digest.readUInt32LE(0), digest.readUInt32LE(4)];
    let place = digest.readUInt32LE(8) % places;
    while (lines[place] !== 0) {
      if (high[place] === first && low[place] === second) return lines[place];
      place = (place + 1) % places;
    }
    high[place] = first;
    low[place] = second;
    lines[place] = line;
    return undefined;
  };
}
