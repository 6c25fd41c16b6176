/** Work that is repeated in this process, after a pause or when it is woken. */
export interface PollLoop {
  /** Works at once, or once more if it is working. */
  wake(): void;
  /** Starts no more work and waits for what is in progress. */
  close(): Promise<void>;
}

/**
 * Starts working, and repeats it until closed. Its pauses do not keep the process alive.
 * @param options.everyMs the longest pause, read after each time; `Infinity` waits for `wake`
 * @param options.work checks for work and does or starts it; never runs twice at the same time
 * @param options.onError is called if `work` throws; the loop goes on
 */
export function pollLoop(options: {
  everyMs: number | (() => number);
  work(): Promise<void>;
  onError(error: unknown): void;
}): PollLoop {
  const { everyMs, work, onError } = options;
  let isClosing = false;
  let isWoken = false;
  let endPause = () => {};

  const pause = (ms: number) =>
    new Promise<void>((resolve) => {
      const timer = Number.isFinite(ms) ? setTimeout(resolve, ms).unref() : undefined;
      endPause = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  const repeat = async () => {
    while (!isClosing) {
      isWoken = false;
      await work().catch(onError);
      if (!isClosing && !isWoken) await pause(typeof everyMs === 'number' ? everyMs : everyMs());
    }
  };
  // After this call, so that `work` may use the loop that it returns.
  const repeating = Promise.resolve().then(repeat);
  return {
    wake() {
      isWoken = true;
      endPause();
    },
    async close() {
      isClosing = true;
      endPause();
      await repeating;
    },
  };
}
