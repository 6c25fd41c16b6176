import { expect, test } from 'vitest';
import { drainDue } from './drain-due.ts';

function someDue(count: number) {
  const left = Array.from({ length: count }, (_, index) => index);
  const found: number[] = [];
  const done: number[] = [];
  return {
    ...{ left, found, done },
    async find(limit: number) {
      const due = left.slice(0, limit);
      found.push(due.length);
      return due;
    },
    async run(one: number) {
      left.splice(left.indexOf(one), 1);
      done.push(one);
    },
  };
}

test.each([
  { count: 0, found: [0] },
  { count: 3, found: [3] },
  { count: 4, found: [4, 0] },
  { count: 9, found: [4, 4, 1] },
])('does all $count due items, four at a time', async ({ count, found }) => {
  const due = someDue(count);
  await drainDue({ limit: 4, ...due });
  expect(due.done).toEqual(Array.from({ length: count }, (_, index) => index));
  expect(due.found).toEqual(found);
});

test('stops at a failure and leaves the rest', async () => {
  const due = someDue(6);
  const run = async (one: number) => {
    if (one === 2) throw new Error('not this one');
    await due.run(one);
  };
  await expect(drainDue({ limit: 4, find: due.find, run })).rejects.toThrow('not this one');
  expect(due.left).toEqual([2, 3, 4, 5]);
});
