import { Tinypool } from 'tinypool';

/** A thread for work that would stop every other request: parsing a large text, or hashing a file. */
export interface ThreadPool {
  /**
   * Calls a function that the program exports.
   * @param name the function's name
   * @param task what it gets, and can be copied to another thread
   */
  run<T>(name: string, task: unknown): Promise<T>;
  /**
   * Reads what a function of the program writes, part by part; it waits while nobody reads.
   * @param name the function's name
   * @param task what it gets, beside `output`
   */
  stream<T>(name: string, task: object): AsyncGenerator<T>;
  close(): Promise<void>;
}

/** How many calls take turns in the thread. */
const callsAtOnce = 8;
/** Memory of the thread in MB; a file needs a tenth of it, because its rows are bounded. */
const memory = { maxOldGenerationSizeMb: 192, maxYoungGenerationSizeMb: 16 };
/** The thread and its memory are gone when nothing has come for this long. */
const idleMs = 10_000;

/**
 * Opens the pool. Its thread starts with the first call.
 * @param program the program of the thread; the bundler makes a file of its own of it, see `workersApart`
 */
export function openThreadPool(program: URL): ThreadPool {
  let pool: Tinypool | undefined;
  const opened = () => {
    pool ??= new Tinypool({
      ...{ filename: program.href, minThreads: 0, maxThreads: 1, concurrentTasksPerWorker: callsAtOnce },
      ...{ idleTimeout: idleMs, resourceLimits: memory, execArgv: [] },
    });
    return pool;
  };
  return {
    run: (name, task) => opened().run(task, { name }),
    async *stream<T>(name: string, task: object) {
      const { readable, writable } = new TransformStream<T, T>();
      const reader = readable.getReader();
      const end = opened().run({ ...task, output: writable }, { name, transferList: [writable as never] });
      // A thread that fails, or runs out of memory, does not end its stream.
      end.catch((error: unknown) => reader.cancel(error).catch(() => undefined));
      try {
        for (;;) {
          const { value, done } = await reader.read();
          if (done) break;
          yield value;
        }
        await end;
      } finally {
        await reader.cancel().catch(() => undefined);
      }
    },
    async close() {
      await pool?.destroy();
    },
  };
}
