import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { createCallerCache } from './caller-cache.ts';

/** A cache, and a look-up that counts its calls. */
function aCache(answer: { accountId: string } | undefined = { accountId: 'a' }) {
  const callers = createCallerCache();
  let loads = 0;
  const load = async () => {
    loads += 1;
    await sleep(5);
    return answer;
  };
  return { callers, load, getCaller: () => callers.getOrLoad('name', load), loads: () => loads };
}

test('simultaneous calls load a caller once', async () => {
  const { getCaller, loads } = aCache();
  await Promise.all(Array.from({ length: 20 }, getCaller));
  await getCaller();
  expect(loads()).toBe(1);
});

test('an unknown caller is loaded each time', async () => {
  const { callers } = aCache();
  let loads = 0;
  const nobody = async () => {
    loads += 1;
    return undefined;
  };
  await callers.getOrLoad('stranger', nobody);
  await callers.getOrLoad('stranger', nobody);
  expect(loads).toBe(2);
});

test('a write invalidates the callers of its account only', async () => {
  const { callers, getCaller, loads } = aCache();
  await getCaller();
  callers.invalidate('another');
  await getCaller();
  expect(loads()).toBe(1);
  callers.invalidate('a');
  await getCaller();
  expect(loads()).toBe(2);
  callers.invalidateAll();
  await getCaller();
  expect(loads()).toBe(3);
});

test('a caller loaded before a write is not cached after it', async () => {
  const { callers, getCaller, loads } = aCache();
  const running = getCaller();
  callers.invalidate('a');
  await getCaller();
  await running;
  await getCaller();
  expect(loads()).toBe(2);
});

test('a cached caller expires', async () => {
  const { callers, getCaller, loads } = aCache();
  await getCaller();
  await callers.untilExpired();
  await getCaller();
  expect(loads()).toBe(2);
});

test('a look-up that fails is retried', async () => {
  const callers = createCallerCache();
  let loads = 0;
  const broken = async (): Promise<undefined> => {
    loads += 1;
    throw new Error('away');
  };
  await expect(callers.getOrLoad('name', broken)).rejects.toThrow('away');
  await expect(callers.getOrLoad('name', broken)).rejects.toThrow('away');
  expect(loads).toBe(2);
});
