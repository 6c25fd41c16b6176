import { expect, test, vi } from 'vitest';
import { runInChunks } from './run-in-chunks.ts';

/** Items that are done in chunks; some cannot be done. */
function someItems(count: number, bad: readonly number[] = []) {
  const left = Array.from({ length: count }, (_, index) => index);
  const sizes: number[] = [];
  const done: number[] = [];
  const givenUp: number[] = [];
  const failed: number[] = [];
  return {
    ...{ left, sizes, done, givenUp, failed },
    async runNext(size: number) {
      sizes.push(size);
      const chunk = left.slice(0, size);
      const faulty = chunk.find((item) => bad.includes(item));
      if (faulty !== undefined) throw new Error(`${faulty} cannot be done`);
      done.push(...left.splice(0, size));
      return chunk.length === size;
    },
    async giveUpNext() {
      givenUp.push(...left.splice(0, 1));
    },
    onError(_error: unknown, size: number) {
      failed.push(size);
    },
  };
}
const upTo = (count: number) => Array.from({ length: count }, (_, index) => index);

test('does all items, at most a chunk at a time', async () => {
  const items = someItems(10);
  expect(await runInChunks({ size: 4, ...items })).toBe(true);
  expect(items.done).toEqual(upTo(10));
  expect(items.sizes).toEqual([4, 4, 4]);
});

test('halves a failing chunk down to the item that fails, and grows afterwards', async () => {
  const items = someItems(24, [2]);
  expect(await runInChunks({ size: 8, ...items })).toBe(true);
  expect(items.givenUp).toEqual([2]);
  expect(items.done).toEqual(upTo(24).filter((item) => item !== 2));
  expect(items.sizes).toEqual([8, 4, 2, 4, 2, 1, 1, 2, 4, 8, 8]);
  expect(items.failed).toEqual([8, 4, 4, 2, 1]);
});

test('ends even if every item fails', async () => {
  const items = someItems(5, upTo(5));
  expect(await runInChunks({ size: 4, ...items })).toBe(true);
  expect(items.givenUp).toEqual(upTo(5));
  expect(items.done).toEqual([]);
});

test('reports the reason why an item failed', async () => {
  const items = someItems(1, [0]);
  const reasons: unknown[] = [];
  const giveUpNext = (error: unknown) => {
    reasons.push(error);
    return items.giveUpNext();
  };
  await runInChunks({ size: 4, ...items, giveUpNext });
  expect(reasons).toEqual([new Error('0 cannot be done')]);
});

test('ends a turn after its chunks, not counting those that failed', async () => {
  const items = someItems(100, [0]);
  expect(await runInChunks({ size: 4, turn: 3, ...items })).toBe(false);
  expect(items.sizes).toEqual([4, 2, 1, 1, 2]);
  expect(items.givenUp).toEqual([0]);
  expect(items.done).toEqual([1, 2, 3]);
  expect(await runInChunks({ size: 4, turn: 30, ...items })).toBe(true);
  expect(items.left).toEqual([]);
});

test('blames no item when the database is unreachable', async () => {
  const items = someItems(10);
  const unreachable = Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' });
  const runNext = vi.fn(items.runNext).mockRejectedValueOnce(unreachable);
  await expect(runInChunks({ size: 4, ...items, runNext })).rejects.toBe(unreachable);
  expect(items.givenUp).toEqual([]);
  expect(items.failed).toEqual([]);
});
