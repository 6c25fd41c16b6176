import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { collectGarbageWhenIdle } from './idle-gc.ts';

let spentMs = 0;
let collected = 0;

beforeEach(() => {
  vi.useFakeTimers();
  collected = 0;
  vi.stubGlobal('gc', () => {
    collected += 1;
  });
  vi.spyOn(process, 'cpuUsage').mockImplementation(() => ({ user: spentMs * 1000, system: 0 }));
});

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

test('garbage is collected once after each period of work, and not during it', () => {
  const end = collectGarbageWhenIdle();
  const pass = (workMs: number) => {
    spentMs += workMs;
    vi.advanceTimersByTime(5_000);
    return collected;
  };
  expect([pass(4_000), pass(3_000)]).toEqual([0, 0]);
  expect([pass(20), pass(20), pass(20)]).toEqual([1, 1, 1]);
  expect([pass(300), pass(20)]).toEqual([1, 1]);
  expect([pass(300), pass(20), pass(20)]).toEqual([1, 2, 2]);
  end();
  expect(pass(4_000) + pass(0)).toBe(4);
});

test('nothing happens if the engine does not expose gc', () => {
  vi.stubGlobal('gc', undefined);
  collectGarbageWhenIdle()();
  expect(vi.getTimerCount()).toBe(0);
});
