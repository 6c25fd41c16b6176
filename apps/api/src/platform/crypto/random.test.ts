import { expect, test } from 'vitest';
import { randomBytes } from './random.ts';

test('bytes are never returned twice, also at the end of the pool', () => {
  const given = Array.from({ length: 2_000 }, (_, index) => randomBytes(12 + (index % 21)));
  expect(given.every((bytes, index) => bytes.length === 12 + (index % 21))).toBe(true);
  expect(new Set(given.map((bytes) => bytes.subarray(0, 12).toString('hex'))).size).toBe(2_000);
});

test('returned bytes do not change later', () => {
  const first = randomBytes(32);
  const text = first.toString('hex');
  for (let times = 0; times < 500; times += 1) randomBytes(32).fill(7);
  expect(first.toString('hex')).toBe(text);
  expect(text).not.toBe('0'.repeat(64));
});
