import type { Inspect, Scope } from './driver.ts';
import { type Sql, sql } from './sql.ts';

type Run = (...args: unknown[]) => unknown;
type Work = (transaction: object) => unknown;

/** The original of each inspected client, so that none is inspected twice. */
const originals = new WeakMap<object, object>();

/**
 * A Prisma client whose raw statements are inspected before they run, also in its transactions.
 * @param client a client or a transaction
 * @param inspect if absent, the client is returned unchanged
 * @param scope the rows its statements may touch; replaces the scope of an inspected client
 */
export function inspected<C extends object>(client: C, inspect: Inspect | undefined, scope: Scope | null): C {
  if (!inspect) return client;
  const original = (originals.get(client) ?? client) as C;
  const proxy = new Proxy(original, {
    get(_, property) {
      const value: unknown = Reflect.get(original, property);
      if (typeof property === 'symbol' || !property.startsWith('$') || typeof value !== 'function')
        return value;
      const run: Run = value.bind(original);
      switch (property) {
        case '$queryRaw':
        case '$executeRaw':
          return (query: Sql | TemplateStringsArray, ...values: unknown[]) => {
            inspect('text' in query ? query : sql(query, ...values), scope);
            return run(query, ...values);
          };
        case '$queryRawUnsafe':
        case '$executeRawUnsafe':
          return (text: string, ...values: unknown[]) => {
            inspect({ text, values }, scope);
            return run(text, ...values);
          };
        case '$transaction':
          return (work: Work | readonly unknown[], options?: unknown) =>
            typeof work === 'function'
              ? run((transaction: object) => work(inspected(transaction, inspect, scope)), options)
              : run(work, options);
        case '$extends':
          return (extension: unknown) => inspected(run(extension) as object, inspect, scope);
        default:
          return run;
      }
    },
  });
  originals.set(proxy, original);
  return proxy;
}
