import { setTimeout as sleep } from 'node:timers/promises';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { limitConcurrencyByKey } from './concurrency.ts';

const codeOf = (work: Promise<unknown>) =>
  work.then(
    () => 'done',
    (failure: { code: string; details: { retryAfter: number } }) =>
      `${failure.code} ${failure.details.retryAfter}`,
  );

test('the first in the queue that may go is next, within the limits of a key and of all', async () => {
  const history = fc.array(fc.tuple(fc.constantFrom('a', 'b', 'c'), fc.boolean()), { maxLength: 40 });
  await fc.assert(
    fc.asyncProperty(history, async (steps) => {
      const turns = limitConcurrencyByKey({ atOnce: 2, inAll: 3 });
      const going: { key: string; end: () => void }[] = [];
      const begun: number[] = [];
      for (const [index, [key, isEnd]] of steps.entries()) {
        void turns.take(key).then((end) => {
          going.push({ key, end });
          begun.push(index);
        });
        if (isEnd) going.shift()?.end();
        await sleep(0);
        expect(going.length).toBeLessThanOrEqual(3);
        for (const one of 'abc') expect(going.filter((other) => other.key === one).length).toBeLessThan(3);
      }
      for (let next = going.shift(); next; next = going.shift()) {
        next.end();
        next.end();
        await sleep(0);
      }
      expect(begun.toSorted((one, other) => one - other)).toEqual(steps.map((_, index) => index));
      for (const one of 'abc') {
        const ofKey = begun.filter((index) => steps[index]?.[0] === one);
        expect(ofKey).toEqual(ofKey.toSorted((first, second) => first - second));
      }
    }),
    { numRuns: 50 },
  );
});

test('a key with many waiting is refused, and another one waits for its turn', async () => {
  const turns = limitConcurrencyByKey({ atOnce: 1, inAll: 1, waiting: 2, waitingInAll: 3 });
  const end = await turns.take('mine');
  const waiting = [turns.take('mine'), turns.take('mine')];
  expect(await codeOf(turns.take('mine'))).toBe('rate_limited 5');
  const theirs = turns.take('theirs');
  expect(await codeOf(turns.take('others'))).toBe('service_unavailable 5');
  end();
  for (const next of [...waiting, theirs]) (await next)();
  (await turns.take('others'))();
});

test('who waits for too long is refused', async () => {
  const turns = limitConcurrencyByKey({ atOnce: 1, inAll: 1, patienceMs: 1 });
  const end = await turns.take('mine');
  expect(await codeOf(turns.take('mine'))).toBe('rate_limited 5');
  expect(await codeOf(turns.take('theirs'))).toBe('service_unavailable 5');
  end();
  await turns.run('theirs', async () => expect(await codeOf(turns.take('theirs'))).toBe('rate_limited 5'));
});

test('work that fails ends its turn', async () => {
  const turns = limitConcurrencyByKey({ atOnce: 1 });
  await expect(turns.run('mine', () => Promise.reject(new Error('broken')))).rejects.toThrow('broken');
  expect(await turns.run('mine', async () => 1)).toBe(1);
});
