import { emailsManifest } from '@muster/contracts/mail/emails.manifest';
import type { Dependencies } from '../../../dependencies.ts';
import { defineFeature } from '../../../platform/define-feature.ts';
import { cleanUpEmails } from './clean-up.ts';
import { routes } from './routes.ts';
import { createBackpressure } from './sending/backpressure.ts';
import { buildBatches } from './sending/build-batches.ts';
import { sendBatches } from './sending/send.ts';
import { applyLateProviderEvents } from './webhook.ts';

export const feature = defineFeature({
  noun: emailsManifest,
  uses: ['email-templates'],
  routes,
  jobs,
  cleanUp: cleanUpEmails,
});

/** The jobs of the outbox: build batches, send them, and apply what the provider reports late. */
function jobs(deps: Dependencies): void {
  const backpressure = createBackpressure(deps);
  deps.jobs.handle('emails.deliver', (batch) => buildBatches(deps, batch, backpressure), {
    beforeNext: backpressure.untilReady,
  });
  deps.jobs.handle('emails.send', (batch) => sendBatches(deps, batch, backpressure), {
    concurrency: deps.emailTransport.concurrency,
  });
  deps.jobs.handle('emails.note-report', (batch) => applyLateProviderEvents(deps, batch));
}
