import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { type PollLoop, pollLoop } from './poll-loop.ts';

const opened: PollLoop[] = [];
beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(async () => {
  for (const loop of opened.splice(0)) await loop.close();
  vi.useRealTimers();
});

function aLoop(options: Partial<Parameters<typeof pollLoop>[0]> = {}) {
  const work = vi.fn(options.work ?? (async () => {}));
  const onError = vi.fn();
  const loop = pollLoop({ everyMs: 1_000, onError, ...options, work });
  opened.push(loop);
  return { loop, work, onError };
}
/** Lets what is ready run, without any time passing. */
const soon = () => vi.advanceTimersByTimeAsync(0);

/** Work that ends on demand. */
function longWork() {
  const ends: (() => void)[] = [];
  const work = () => new Promise<void>((resolve) => ends.push(resolve));
  return { work, end: () => ends.shift()?.() };
}

test('works at the start and after each pause', async () => {
  const { work } = aLoop();
  await soon();
  expect(work).toHaveBeenCalledTimes(1);
  await vi.advanceTimersByTimeAsync(999);
  expect(work).toHaveBeenCalledTimes(1);
  await vi.advanceTimersByTimeAsync(1);
  expect(work).toHaveBeenCalledTimes(2);
  await vi.advanceTimersByTimeAsync(3_000);
  expect(work).toHaveBeenCalledTimes(5);
});

test('waking ends the pause, and the next one is a full one', async () => {
  const { loop, work } = aLoop();
  await vi.advanceTimersByTimeAsync(600);
  loop.wake();
  await soon();
  expect(work).toHaveBeenCalledTimes(2);
  await vi.advanceTimersByTimeAsync(999);
  expect(work).toHaveBeenCalledTimes(2);
  await vi.advanceTimersByTimeAsync(1);
  expect(work).toHaveBeenCalledTimes(3);
});

test('a wake-up during the work is not missed, and work never overlaps', async () => {
  const long = longWork();
  const { loop, work } = aLoop({ work: long.work });
  await soon();
  loop.wake();
  loop.wake();
  await vi.advanceTimersByTimeAsync(5_000);
  expect(work).toHaveBeenCalledTimes(1);
  long.end();
  await soon();
  expect(work).toHaveBeenCalledTimes(2);
  long.end();
  await soon();
  expect(work).toHaveBeenCalledTimes(2);
  await loop.close();
});

test('requests the pause each time, and an endless one waits for a wake-up', async () => {
  const pauses = [10, Number.POSITIVE_INFINITY, 20];
  const { loop, work } = aLoop({ everyMs: () => pauses.shift() ?? 1_000 });
  await vi.advanceTimersByTimeAsync(10);
  expect(work).toHaveBeenCalledTimes(2);
  await vi.advanceTimersByTimeAsync(10_000);
  expect(work).toHaveBeenCalledTimes(2);
  loop.wake();
  await vi.advanceTimersByTimeAsync(20);
  expect(work).toHaveBeenCalledTimes(4);
});

test('continues after a failure and reports it', async () => {
  const failure = new Error('no database');
  const { work, onError } = aLoop({ work: () => Promise.reject(failure) });
  await soon();
  expect(onError.mock.calls).toEqual([[failure]]);
  await vi.advanceTimersByTimeAsync(1_000);
  expect(work).toHaveBeenCalledTimes(2);
});

test('closing ends the pause, and nothing happens afterwards', async () => {
  const { loop, work } = aLoop();
  await soon();
  await loop.close();
  loop.wake();
  await vi.advanceTimersByTimeAsync(5_000);
  expect(work).toHaveBeenCalledTimes(1);
  expect(vi.getTimerCount()).toBe(0);
});

test('closing waits for the work in progress', async () => {
  const long = longWork();
  const { loop, work } = aLoop({ work: long.work });
  await soon();
  const closed = vi.fn();
  const closing = loop.close().then(closed);
  await vi.advanceTimersByTimeAsync(5_000);
  expect(closed).not.toHaveBeenCalled();
  long.end();
  await closing;
  expect(work).toHaveBeenCalledTimes(1);
});

test('closed before the start, it does nothing', async () => {
  const { loop, work } = aLoop();
  await loop.close();
  expect(work).not.toHaveBeenCalled();
});
