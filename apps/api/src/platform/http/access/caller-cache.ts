import { setTimeout as sleep } from 'node:timers/promises';

/** How long a caller stays cached, measured from before the look-up. */
const cachedMs = 100;
/** Expired entries are removed when the cache exceeds this size. */
const largeSize = 1_000;

/** A caller in an account: a sign-in or an API key. */
interface OfAccount {
  readonly accountId: string;
}

/** Caches recent callers. */
export interface CallerCache {
  /**
   * Returns a caller from the cache, or looks it up. Concurrent look-ups of the same name share one query.
   * @param name identifies the credential, e.g. the hash of a key
   * @param load looks the caller up; a missing caller is not cached
   */
  getOrLoad<T extends OfAccount>(name: string, load: () => Promise<T | undefined>): Promise<T | undefined>;
  /** Returns a cached caller, by the name it was looked up with. */
  peek<T extends OfAccount>(name: string): T | undefined;
  /** Invalidates the callers of an account after a write there. */
  invalidate(accountId: string): void;
  /** Invalidates all callers: a person's sign-ins in several accounts ended. */
  invalidateAll(): void;
  /** Resolves when no process still has a caller cached from before this call. */
  untilExpired(): Promise<void>;
}

/**
 * Creates the cache of callers. A program makes hundreds of calls a second, and a page makes ten at once, so
 * callers are cached for a tenth of a second. Any write in an account invalidates its callers in this
 * process. Code that ends a sign-in or a key waits until the entry has expired in every process
 * (`untilExpired`) before it answers.
 */
export function createCallerCache(): CallerCache {
  const entries = new Map<string, { caller: OfAccount; until: number }>();
  const namesOf = new Map<string, Set<string>>();
  const loading = new Map<string, Promise<OfAccount | undefined>>();
  let writes = 0;

  const drop = (name: string, accountId: string) => {
    entries.delete(name);
    const names = namesOf.get(accountId);
    names?.delete(name);
    if (names?.size === 0) namesOf.delete(accountId);
  };
  const store = (name: string, caller: OfAccount, until: number) => {
    if (entries.size >= largeSize) {
      const now = performance.now();
      for (const [old, entry] of entries) if (entry.until <= now) drop(old, entry.caller.accountId);
    }
    entries.set(name, { caller, until });
    namesOf.set(caller.accountId, (namesOf.get(caller.accountId) ?? new Set()).add(name));
  };
  const findValid = (name: string) => {
    const known = entries.get(name);
    if (known && known.until > performance.now()) return known.caller;
    if (known) drop(name, known.caller.accountId);
    return undefined;
  };
  const loadAndCache = async (name: string, load: () => Promise<OfAccount | undefined>) => {
    const [writesBefore, until] = [writes, performance.now() + cachedMs];
    const caller = await load();
    // A write during the look-up may concern this caller.
    if (caller && writes === writesBefore) store(name, caller, until);
    return caller;
  };
  const discardLoading = () => {
    writes += 1;
    loading.clear();
  };
  return {
    peek: <T extends OfAccount>(name: string) => findValid(name) as T | undefined,
    getOrLoad<T extends OfAccount>(name: string, load: () => Promise<T | undefined>) {
      const known = findValid(name);
      if (known) return Promise.resolve(known as T);
      let running = loading.get(name);
      if (!running) {
        const started = loadAndCache(name, load).finally(() => {
          if (loading.get(name) === started) loading.delete(name);
        });
        running = started;
        loading.set(name, started);
      }
      return running as Promise<T | undefined>;
    },
    invalidate(accountId) {
      discardLoading();
      for (const name of namesOf.get(accountId) ?? []) entries.delete(name);
      namesOf.delete(accountId);
    },
    invalidateAll() {
      discardLoading();
      entries.clear();
      namesOf.clear();
    },
    untilExpired: () => sleep(cachedMs),
  };
}
