import { setTimeout as sleep } from 'node:timers/promises';
import type { Dependencies } from '../../../../dependencies.ts';
import { queues } from '../queues.ts';

/**
 * Keeps building batches from running far ahead of sending, so that e-mails that trickle in fill the waiting
 * batches.
 */
export interface Backpressure {
  /**
   * Records that this process queued a batch.
   * @param mails how many e-mails it has
   */
  handOver(mails: number): void;
  /** Records that this process took a batch and is sending it. */
  take(): void;
  /** Resolves when a further batch would be sent without waiting. */
  untilReady(): Promise<void>;
}

/** How long to wait for a batch of ours; after that, another process has probably taken it. */
const takenByNowMs = 2_000;

/** How often to check; a batch waits at least this long for its turn. */
const checkEveryMs = 20;

/** How long to collect further e-mails after some arrived one at a time. */
const lingerMs = 250;

export function createBackpressure({ clock, emailTransport }: Dependencies): Backpressure {
  let handedOver: number[] = [];
  let isTrickling = false;
  return {
    handOver(mails) {
      isTrickling = mails < queues['emails.deliver'].settings.batchSize / 2;
      handedOver.push(clock.now().getTime());
    },
    take() {
      handedOver.shift();
    },
    async untilReady() {
      if (isTrickling) await sleep(lingerMs);
      isTrickling = false;
      for (;;) {
        const oldest = clock.now().getTime() - takenByNowMs;
        handedOver = handedOver.filter((at) => at > oldest);
        if (handedOver.length === 0 && !emailTransport.isBusy()) return;
        await sleep(checkEveryMs);
      }
    },
  };
}
