import type { Dependencies } from '../../../../dependencies.ts';
import { pollLoop } from '../../../../platform/jobs/poll-loop.ts';
import { admitHeld } from '../limits/admit.ts';
import type { Backpressure } from './backpressure.ts';
import { buildBatch, isPersonalWaiting } from './build-batches.ts';

/** Builds the batches of the outbox in this process. */
export interface BatchBuilder {
  /** Builds no more batches and waits for the one in progress. */
  close(): Promise<void>;
}

/** How often to check for e-mails that nobody announced, in milliseconds. */
const checkEveryMs = 10_000;

/**
 * Starts building batches, each just before it can be sent. It is woken by commits that write e-mails and by
 * batches that leave.
 */
export function openBatchBuilder(deps: Dependencies, backpressure: Backpressure): BatchBuilder {
  let pauseMs = checkEveryMs;
  const mayBuild = async () => {
    pauseMs = backpressure.pauseMs();
    if (pauseMs <= 0) return true;
    // A batch that waits takes personal e-mails in when its turn comes; otherwise they get one at once.
    backpressure.isPersonalWaiting = await isPersonalWaiting(deps);
    return backpressure.isPersonalWaiting && backpressure.ahead() === 0;
  };
  const work = async () => {
    await admitHeld(deps);
    while (await mayBuild()) {
      const mails = await buildBatch(deps);
      if (mails === null) {
        pauseMs = checkEveryMs;
        return;
      }
      if (mails > 0) backpressure.handOver(mails);
    }
  };
  const loop = pollLoop({
    everyMs: () => pauseMs,
    work,
    onError: (err) => {
      deps.log.error({ err }, 'batches of e-mails could not be built');
      pauseMs = 1_000;
    },
  });
  const unsubscribe = deps.live.onEmails(loop.wake);
  backpressure.onTurn(loop.wake);
  return {
    async close() {
      unsubscribe();
      await loop.close();
    },
  };
}

/**
 * Puts all e-mails that wait into batches. For tests and the command line.
 * @returns whether there were any
 */
export async function buildAll(deps: Dependencies): Promise<boolean> {
  await admitHeld(deps);
  let hasBuilt = false;
  while ((await buildBatch(deps)) !== null) hasBuilt = true;
  return hasBuilt;
}
