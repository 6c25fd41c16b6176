import type { Dependencies } from '../../../../dependencies.ts';

/**
 * Keeps building batches from running far ahead of sending: what a batch contains is decided when it is built,
 * and e-mails that trickle in fill the waiting ones.
 */
export interface Backpressure {
  /** Whether a person waits for an e-mail that is in no batch yet. */
  isPersonalWaiting: boolean;
  /**
   * Records that this process queued a batch.
   * @param mails how many e-mails it has
   */
  handOver(mails: number): void;
  /**
   * Records that this process took a new batch, which waits for its turn.
   * @returns records that the turn has come
   */
  take(): () => void;
  /** How many new batches of this process wait. */
  ahead(): number;
  /** How long to wait before the next batch is built, in milliseconds; 0 for none. */
  pauseMs(): number;
  /** Is called when a batch's turn has come. */
  onTurn(listener: () => void): void;
}

/** How long to wait for a batch of ours; after that, another process has probably taken it. */
const takenByNowMs = 2_000;

/** How often to check whether requests of others are over. */
const checkEveryMs = 100;

/** How long to collect further e-mails after some arrived one at a time. */
const lingerMs = 250;

export function createBackpressure(deps: Dependencies): Backpressure {
  let handedOver: number[] = [];
  let waiting = 0;
  let lingerUntil = 0;
  let onTurn = () => {};
  const ahead = () => {
    const oldest = performance.now() - takenByNowMs;
    handedOver = handedOver.filter((at) => at > oldest);
    return handedOver.length + waiting;
  };
  return {
    isPersonalWaiting: false,
    handOver(mails) {
      const now = performance.now();
      if (mails < deps.emailTransport.mailsPerBatch / 2) lingerUntil = now + lingerMs;
      handedOver.push(now);
    },
    take() {
      handedOver.shift();
      waiting += 1;
      let hasEnded = false;
      return () => {
        if (hasEnded) return;
        hasEnded = true;
        waiting -= 1;
        onTurn();
      };
    },
    ahead,
    pauseMs() {
      const { batchesAhead, isBusy } = deps.emailTransport;
      const isFull = ahead() >= batchesAhead || isBusy();
      return Math.max(isFull ? checkEveryMs : 0, lingerUntil - performance.now());
    },
    onTurn(listener) {
      onTurn = listener;
    },
  };
}
