import type { Dependencies } from '../../../dependencies.ts';
import { createBackpressure } from './sending/backpressure.ts';
import { buildBatches } from './sending/build-batches.ts';
import { sendBatches } from './sending/send.ts';
import { applyLateProviderEvents } from './webhook.ts';

export { cleanUpEmails as cleanUp } from './clean-up.ts';
export { emailList, presentEmail } from './queries.ts';
export { routes } from './routes.ts';

/** The jobs of the outbox: gathering mails into batches, sending those, noting how they fared. */
export function jobs(deps: Dependencies): void {
  const backpressure = createBackpressure(deps);
  deps.jobs.handle('emails.deliver', (batch) => buildBatches(deps, batch, backpressure), {
    beforeNext: backpressure.untilReady,
  });
  deps.jobs.handle('emails.send', (batch) => sendBatches(deps, batch, backpressure), {
    concurrency: deps.emailTransport.concurrency,
  });
  deps.jobs.handle('emails.note-report', (batch) => applyLateProviderEvents(deps, batch));
}
