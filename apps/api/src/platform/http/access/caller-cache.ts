import { setTimeout as sleep } from 'node:timers/promises';

/** So long a caller is remembered, counted from before they were asked for. */
const rememberedMs = 100;
/** Those whose time is over are thrown out when there are so many. */
const crowd = 1_000;

/** Whoever calls in an account: a sign-in or an API key. */
interface OfAccount {
  readonly accountId: string;
}

/** Who called a moment ago. */
export interface CallerCache {
  /**
   * A caller by name; asked for unless they are remembered. Callers with the same name at the same moment are asked for once.
   * @param name what proves who they are, e.g. the hash of a key
   * @param ask looks them up; what is not there is not remembered
   */
  getOrLoad<T extends OfAccount>(name: string, ask: () => Promise<T | undefined>): Promise<T | undefined>;
  /** A caller who is remembered, by the name they were asked for with. */
  peek<T extends OfAccount>(name: string): T | undefined;
  /** Asks anew for the callers of an account: something was written there. */
  invalidate(accountId: string): void;
  /** Asks anew for everybody: a person's sign-ins in several accounts ended. */
  invalidateAll(): void;
  /** Ends when no process remembers any more what was true when this was called. */
  untilExpired(): Promise<void>;
}

/**
 * Opens the memory of callers. A program calls hundreds of times a second, and a page that opens asks for ten things at
 * once: for a tenth of a second they are not asked for again. In this process whatever is written in an account is seen at
 * once; whoever ends a sign-in or a key waits until it is over in every process (`untilExpired`) before they answer.
 */
export function createCallerCache(): CallerCache {
  const remembered = new Map<string, { caller: OfAccount; until: number }>();
  const namesOf = new Map<string, Set<string>>();
  const asking = new Map<string, Promise<OfAccount | undefined>>();
  let writes = 0;

  const drop = (name: string, accountId: string) => {
    remembered.delete(name);
    const names = namesOf.get(accountId);
    names?.delete(name);
    if (names?.size === 0) namesOf.delete(accountId);
  };
  const keep = (name: string, caller: OfAccount, until: number) => {
    if (remembered.size >= crowd) {
      const now = performance.now();
      for (const [old, entry] of remembered) if (entry.until <= now) drop(old, entry.caller.accountId);
    }
    remembered.set(name, { caller, until });
    namesOf.set(caller.accountId, (namesOf.get(caller.accountId) ?? new Set()).add(name));
  };
  const living = (name: string) => {
    const known = remembered.get(name);
    if (known && known.until > performance.now()) return known.caller;
    if (known) drop(name, known.caller.accountId);
    return undefined;
  };
  const askAnew = async (name: string, ask: () => Promise<OfAccount | undefined>) => {
    const [writesBefore, until] = [writes, performance.now() + rememberedMs];
    const caller = await ask();
    // What was written meanwhile may be about them.
    if (caller && writes === writesBefore) keep(name, caller, until);
    return caller;
  };
  const forgetWhatIsAsked = () => {
    writes += 1;
    asking.clear();
  };
  return {
    peek: (name) => living(name) as never,
    getOrLoad<T extends OfAccount>(name: string, ask: () => Promise<T | undefined>) {
      const known = living(name);
      if (known) return Promise.resolve(known as T);
      let running = asking.get(name);
      if (!running) {
        const started = askAnew(name, ask).finally(() => {
          if (asking.get(name) === started) asking.delete(name);
        });
        running = started;
        asking.set(name, started);
      }
      return running as Promise<T | undefined>;
    },
    invalidate(accountId) {
      forgetWhatIsAsked();
      for (const name of namesOf.get(accountId) ?? []) remembered.delete(name);
      namesOf.delete(accountId);
    },
    invalidateAll() {
      forgetWhatIsAsked();
      remembered.clear();
      namesOf.clear();
    },
    untilExpired: () => sleep(rememberedMs),
  };
}
