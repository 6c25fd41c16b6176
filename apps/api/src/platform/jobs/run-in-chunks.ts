import { isUnavailable } from '@muster/database/failures';

/**
 * Runs many items in chunks, each in a transaction of its own. A chunk that fails is halved, down to the item
 * that cannot be done, and chunks grow again afterwards.
 * @param options.size how many items a chunk has at most
 * @param options.runNext does the next items and marks them as done, in one transaction; returns whether more
 *   may remain
 * @param options.giveUpNext marks the next item as failed
 * @param options.onError is called for each chunk that failed
 * @param options.turn how many chunks to do at most; halved ones that failed do not count
 * @returns whether all items are done
 * @throws whatever `runNext` throws while the database is unreachable: no item caused that, so the job is
 *   retried
 */
export async function runInChunks(options: {
  size: number;
  runNext(size: number): Promise<boolean>;
  giveUpNext(error: unknown): Promise<unknown>;
  onError(error: unknown, size: number): void;
  turn?: number;
}): Promise<boolean> {
  const { runNext, giveUpNext, onError, turn = Number.POSITIVE_INFINITY } = options;
  let { size } = options;
  for (let chunks = 0; chunks < turn; ) {
    try {
      if (!(await runNext(size))) return true;
      chunks += 1;
      size = Math.min(options.size, size * 2);
    } catch (error) {
      if (isUnavailable(error)) throw error;
      onError(error, size);
      if (size === 1) {
        await giveUpNext(error);
        chunks += 1;
      }
      size = Math.ceil(size / 2);
    }
  }
  return false;
}
