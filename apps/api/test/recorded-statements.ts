import { AsyncLocalStorage } from 'node:async_hooks';
import pg from 'pg';
import { vi } from 'vitest';

/**
 * The statements that a piece of work sends to PostgreSQL, in order. Excludes concurrent ones (jobs, look-ups
 * of the process).
 */
export async function statementsOf(work: () => Promise<unknown>): Promise<string[]> {
  const texts: string[] = [];
  const inside = new AsyncLocalStorage<string[]>();
  const original = pg.Client.prototype.query;
  const asking = vi.spyOn(pg.Client.prototype, 'query').mockImplementation(function (
    this: pg.Client,
    ...args: unknown[]
  ) {
    const [statement] = args as [string | { text: string }];
    inside.getStore()?.push(typeof statement === 'string' ? statement : statement.text);
    return Reflect.apply(original, this, args);
  } as never);
  try {
    await inside.run(texts, work);
  } finally {
    asking.mockRestore();
  }
  return texts;
}
