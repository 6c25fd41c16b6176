import { setTimeout as sleep } from 'node:timers/promises';
import type { Dependencies } from '../../../../dependencies.ts';
import { pollLoop } from '../../../../platform/jobs/poll-loop.ts';
import { type Busy, type Claimed, claimDue } from './claim.ts';
import { deliver } from './deliver.ts';
import { nextDue } from './lanes.ts';

/** Sends pending webhook deliveries in this process. */
export interface WebhookDispatcher {
  /**
   * Claims no more deliveries and waits a while for those in progress; unfinished ones are taken over later.
   */
  close(): Promise<void>;
}

/**
 * The limits of deliveries in progress. A request slower than `slowAfterMs` releases its place among the
 * quick ones.
 */
const places = { quick: 64, all: 512, slowAfterMs: 2_000 } as const;

/** How often to check without notifications, and the minimum time between checks of all accounts. */
const look = { everyMs: 30_000, atLeastMs: 1_000, whenFullMs: 500 } as const;

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
  let news = new Set<string>();
  let lookAt = 0;

  const roomNow = () => {
    const slow = performance.now() - places.slowAfterMs;
    const quick = [...running.values()].filter(({ since }) => since > slow).length;
    return Math.min(places.quick - quick, places.all - running.size);
  };
  const wake = (accountId: string | null) => {
    if (accountId === null) lookAt = 0;
    else news.add(accountId);
    loop.wake();
  };
  const planLook = (at: Date | null) => {
    if (at === null) return;
    const inMs = Math.max(at.getTime() - deps.clock.now().getTime(), look.atLeastMs);
    lookAt = Math.min(lookAt, performance.now() + inMs);
  };
  const start = (delivery: Claimed) => {
    const { accountId, endpointId, deliveryId } = delivery;
    running.set(deliveryId, { accountId, endpointId, since: performance.now() });
    const end = deliver(deps, delivery)
      .then(planLook)
      .catch((err: unknown) => deps.log.error({ err, deliveryId }, 'a webhook could not be sent'))
      .then(() => {
        running.delete(deliveryId);
        ends.delete(end);
        wake(accountId);
      });
    ends.add(end);
  };
  const take = async () => {
    const room = roomNow();
    const isForAll = performance.now() >= lookAt;
    if (room <= 0 || (!isForAll && news.size === 0)) return;
    const accountIds = isForAll ? null : [...news];
    if (isForAll) lookAt = performance.now() + look.everyMs;
    news = new Set();
    const claimed = await claimDue(deps, { accountIds, room, busy: [...running.values()] });
    for (const delivery of claimed) start(delivery);
    const isMoreLikely = claimed.length === room;
    if (isMoreLikely) for (const accountId of accountIds ?? []) news.add(accountId);
    if (isMoreLikely && isForAll) lookAt = performance.now() + look.whenFullMs;
    else if (isForAll) planLook(await nextDue(deps));
  };
  const pauseMs = () => {
    if (roomNow() <= 0) return look.whenFullMs;
    return news.size > 0 ? 0 : Math.max(0, lookAt - performance.now());
  };
  const loop = pollLoop({
    everyMs: pauseMs,
    work: take,
    onError: (err) => {
      deps.log.error({ err }, 'webhooks could not be fetched');
      lookAt = performance.now() + look.atLeastMs;
    },
  });
  const deafen = deps.live.onWebhooks(wake);
  return {
    async close() {
      deafen();
      await loop.close();
      await Promise.race([Promise.all(ends), sleep(drainMs, undefined, { ref: false })]);
    },
  };
}

/** Sends all due deliveries, one batch after the other. For tests and the command line. */
export async function deliverDue(deps: Dependencies): Promise<void> {
  for (;;) {
    const claimed = await claimDue(deps, { accountIds: null, room: places.quick, busy: [] });
    if (claimed.length === 0) return;
    await Promise.all(claimed.map((delivery) => deliver(deps, delivery)));
  }
}
