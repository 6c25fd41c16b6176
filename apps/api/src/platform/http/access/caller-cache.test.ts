import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { createCallerCache } from './caller-cache.ts';

/** A cache, and a look-up that counts its calls. */
function aMemory(answer: { accountId: string } | undefined = { accountId: 'a' }) {
  const callers = createCallerCache();
  let asked = 0;
  const ask = async () => {
    asked += 1;
    await sleep(5);
    return answer;
  };
  return { callers, ask, recall: () => callers.getOrLoad('name', ask), asked: () => asked };
}

test('simultaneous calls load a caller once', async () => {
  const { recall, asked } = aMemory();
  await Promise.all(Array.from({ length: 20 }, recall));
  await recall();
  expect(asked()).toBe(1);
});

test('an unknown caller is loaded each time', async () => {
  const { callers } = aMemory();
  let asked = 0;
  const nobody = async () => {
    asked += 1;
    return undefined;
  };
  await callers.getOrLoad('stranger', nobody);
  await callers.getOrLoad('stranger', nobody);
  expect(asked).toBe(2);
});

test('a write invalidates the callers of its account only', async () => {
  const { callers, recall, asked } = aMemory();
  await recall();
  callers.invalidate('another');
  await recall();
  expect(asked()).toBe(1);
  callers.invalidate('a');
  await recall();
  expect(asked()).toBe(2);
  callers.invalidateAll();
  await recall();
  expect(asked()).toBe(3);
});

test('a caller loaded before a write is not cached after it', async () => {
  const { callers, recall, asked } = aMemory();
  const running = recall();
  callers.invalidate('a');
  await recall();
  await running;
  await recall();
  expect(asked()).toBe(2);
});

test('a cached caller expires', async () => {
  const { callers, recall, asked } = aMemory();
  await recall();
  await callers.untilExpired();
  await recall();
  expect(asked()).toBe(2);
});

test('a look-up that fails is retried', async () => {
  const callers = createCallerCache();
  let asked = 0;
  const broken = async (): Promise<undefined> => {
    asked += 1;
    throw new Error('away');
  };
  await expect(callers.getOrLoad('name', broken)).rejects.toThrow('away');
  await expect(callers.getOrLoad('name', broken)).rejects.toThrow('away');
  expect(asked).toBe(2);
});
