/**
 * Runs everything that is due, some at a time, until nothing is left.
 * @param options.limit how many are found at once
 * @param options.find the next ones that are due, at most `limit`
 * @param options.run does one of them, so that `find` does not return it again; if it throws, the rest is
 *   left to the next job
 */
export async function drainDue<T>(options: {
  limit: number;
  find(limit: number): Promise<readonly T[]>;
  run(due: T): Promise<void>;
}): Promise<void> {
  const { limit, find, run } = options;
  for (let isMore = true; isMore; ) {
    const due = await find(limit);
    for (const one of due) await run(one);
    isMore = due.length === limit;
  }
}
