import { randomFillSync } from 'node:crypto';

/** How many bytes are read from the system at once. */
const poolSize = 4096;
const pool = Buffer.alloc(poolSize);
let used = poolSize;

/**
 * Random bytes for keys and tokens, like `randomBytes` of `node:crypto` at a tenth of its cost, because many
 * are read from the system at once. Each byte is used once and then erased from the pool.
 * @param count how many, at most a few hundred
 */
export function randomBytes(count: number): Buffer<ArrayBuffer> {
  if (used + count > poolSize) {
    randomFillSync(pool);
    used = 0;
  }
  const bytes = Buffer.from(pool.subarray(used, used + count));
  pool.fill(0, used, used + count);
  used += count;
  return bytes;
}
