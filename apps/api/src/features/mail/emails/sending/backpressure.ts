import { setTimeout as sleep } from 'node:timers/promises';
import type { Dependencies } from '../../../../dependencies.ts';
import { queues } from '../queues.ts';

/**
 * Keeps gathering from running far ahead of sending, so that mails which trickle in fill batches while others
 * wait.
 */
export interface Backpressure {
  /** A batch was queued by this process. */
  handOver(mails: number): void;
  /** A batch was taken by this process and goes out now. */
  take(): void;
  /** Resolves when another batch would not just wait. */
  untilReady(): Promise<void>;
}

/** Another process may have taken a batch of ours, so none is waited for longer than this. */
const takenByNowMs = 2_000;

/** How often is looked; a batch waits at least as long for its turn. */
const lookEveryMs = 20;

/** After mails that came one by one, the next ones are given so long to come together. */
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
        await sleep(lookEveryMs);
      }
    },
  };
}
