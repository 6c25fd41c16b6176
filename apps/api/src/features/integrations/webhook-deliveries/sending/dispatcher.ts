import { setTimeout as sleep } from 'node:timers/promises';
import type { Dependencies } from '../../../../dependencies.ts';
import { pollLoop } from '../../../../platform/jobs/poll-loop.ts';
import { type Busy, type Claimed, claimDue } from './claim.ts';
import { deliver } from './deliver.ts';
import { nextDue, slowAfterMs } from './lanes.ts';

/** Sends pending webhook deliveries in this process. */
export interface WebhookDispatcher {
  /**
   * Claims no more deliveries and waits a while for those in progress; unfinished ones are taken over later.
   */
  close(): Promise<void>;
}

/** How many deliveries are in progress: to endpoints that are not slow, to slow ones, and altogether. */
const places = { quick: 64, slow: 64, all: 512 } as const;

/** How often to check without notifications, and the minimum time between checks of all accounts. */
const polling = { everyMs: 30_000, atLeastMs: 1_000, whenFullMs: 200 } as const;

const drainMs = 5_000;

interface Running extends Busy {
  readonly since: number;
}

/**
 * Starts sending. It is woken by commits that write deliveries (`LISTEN`), by finished attempts and at the
 * time of the next retry. While idle, it checks once in half a minute.
 */
export function openWebhookDispatcher(deps: Dependencies): WebhookDispatcher {
  const running = new Map<string, Running>();
  const ends = new Set<Promise<void>>();
  /** Accounts to check soon. */
  let accountsToCheck = new Set<string>();
  let checkAllAt = 0;
  /** Whether deliveries of other accounts may wait for a place in the slow lane. */
  let isSlowFull = false;

  /** The deliveries in progress; those that take long are in the slow lane. */
  const busyNow = (): Busy[] => {
    const longAgo = performance.now() - slowAfterMs;
    return [...running.values()].map(({ since, ...one }) =>
      since > longAgo ? one : { ...one, lane: 'slow' },
    );
  };
  const roomOf = (busy: readonly Busy[]) => {
    const slow = busy.filter(({ lane }) => lane === 'slow').length;
    return {
      room: Math.max(0, Math.min(places.quick - (busy.length - slow), places.all - busy.length)),
      slowRoom: Math.max(0, Math.min(places.slow - slow, places.all - places.quick - busy.length)),
    };
  };
  const wake = (accountId: string | null) => {
    if (accountId === null) checkAllAt = 0;
    else accountsToCheck.add(accountId);
    loop.wake();
  };
  const checkAllBy = (at: Date | null) => {
    if (at === null) return;
    const inMs = Math.max(at.getTime() - deps.clock.now().getTime(), polling.atLeastMs);
    checkAllAt = Math.min(checkAllAt, performance.now() + inMs);
  };
  const start = (delivery: Claimed) => {
    const { accountId, endpointId, deliveryId, lane } = delivery;
    running.set(deliveryId, { accountId, endpointId, lane, since: performance.now() });
    // Then it gives its place to others.
    const timer = setTimeout(() => wake(accountId), slowAfterMs);
    const end = deliver(deps, delivery)
      .then(checkAllBy)
      .catch((err: unknown) => deps.log.error({ err, deliveryId }, 'a webhook could not be sent'))
      .then(() => {
        clearTimeout(timer);
        const wasSlow = busyNow().some((one) => one.endpointId === endpointId && one.lane === 'slow');
        running.delete(deliveryId);
        ends.delete(end);
        wake(isSlowFull && wasSlow ? null : accountId);
      });
    ends.add(end);
  };
  const take = async () => {
    const busy = busyNow();
    const { room, slowRoom } = roomOf(busy);
    const isForAll = performance.now() >= checkAllAt;
    if (room + slowRoom === 0 || (!isForAll && accountsToCheck.size === 0)) return;
    const accountIds = isForAll ? null : [...accountsToCheck];
    if (isForAll) checkAllAt = performance.now() + polling.everyMs;
    accountsToCheck = new Set();
    const claimed = await claimDue(deps, { accountIds, room, slowRoom, busy });
    for (const delivery of claimed) start(delivery);
    const slow = claimed.filter(({ lane }) => lane === 'slow').length;
    isSlowFull = slow === slowRoom;
    const isMoreLikely = claimed.length - slow === room;
    if (isMoreLikely) for (const accountId of accountIds ?? []) accountsToCheck.add(accountId);
    if (isMoreLikely && isForAll) checkAllAt = performance.now() + polling.whenFullMs;
    else if (isForAll) checkAllBy(await nextDue(deps));
  };
  const pauseMs = () => {
    if (roomOf(busyNow()).room === 0) return polling.whenFullMs;
    return accountsToCheck.size > 0 ? 0 : Math.max(0, checkAllAt - performance.now());
  };
  const loop = pollLoop({
    everyMs: pauseMs,
    work: take,
    onError: (err) => {
      deps.log.error({ err }, 'webhooks could not be fetched');
      checkAllAt = performance.now() + polling.atLeastMs;
    },
  });
  const unsubscribe = deps.live.onWebhooks(wake);
  return {
    async close() {
      unsubscribe();
      await loop.close();
      await Promise.race([Promise.all(ends), sleep(drainMs, undefined, { ref: false })]);
    },
  };
}

/** Sends all due deliveries, one batch after the other. For tests and the command line. */
export async function deliverDue(deps: Dependencies): Promise<void> {
  for (;;) {
    const all = { accountIds: null, room: places.quick, slowRoom: places.slow, busy: [] };
    const claimed = await claimDue(deps, all);
    if (claimed.length === 0) return;
    await Promise.all(claimed.map((delivery) => deliver(deps, delivery)));
  }
}
