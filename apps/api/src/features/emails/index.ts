import type { Dependencies } from '../../dependencies.ts';
import { openGate } from './sending/backpressure.ts';
import { gatherEmails } from './sending/build-batches.ts';
import { sendBatches } from './sending/send.ts';
import { noteLateReports } from './webhook.ts';

export { cleanUpEmails as cleanUp } from './clean-up.ts';
export { routes } from './routes.ts';
export { pageOfEmails } from './service.ts';

/** The jobs of the outbox: gathering mails into batches, sending those, noting how they fared. */
export function jobs(deps: Dependencies): void {
  const gate = openGate(deps);
  deps.jobs.handle('emails.deliver', (batch) => gatherEmails(deps, batch, gate), {
    beforeNext: gate.untilClear,
  });
  deps.jobs.handle('emails.send', (batch) => sendBatches(deps, batch, gate), {
    concurrency: deps.emailTransport.concurrency,
  });
  deps.jobs.handle('emails.note-report', (batch) => noteLateReports(deps, batch));
}
