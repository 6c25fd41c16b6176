import { type Separator, separators } from '../../../platform/csv.ts';

const candidates = Object.entries(separators) as [Separator, string][];
/** Lines looked at. */
const lines = 50;

/**
 * Finds what separates the cells: what Excel's first line `sep=;` says, else what the first line has and the lines
 * after it have as often. What stands in quotes does not count.
 * @param sample the beginning of the file
 */
export function findSeparator(sample: string): { separator: Separator; isSeparatorNamed: boolean } {
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

/** The share of lines that have it as often as the first; among equals, what the first line has most often. */
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
      if (counts.length === lines) return counts;
      current = {};
      isEmpty = true;
      continue;
    }
    isEmpty = false;
    if (!isQuoted && (character === ',' || character === ';' || character === '\t'))
      current[character] = (current[character] ?? 0) + 1;
  }
  // The last line of a sample may be cut off; it counts where it is the only one.
  return counts.length > 0 ? counts : [current];
}
