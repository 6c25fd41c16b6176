import { emailsManifest } from '@muster/contracts/mail/emails.manifest';
import type { Dependencies } from '../../../dependencies.ts';
import { defineFeature } from '../../../platform/define-feature.ts';
import { defineJob } from '../../../platform/jobs/define-job.ts';
import { cleanUpEmails } from './clean-up.ts';
import { sendInstallationEmails } from './installation/send.ts';
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

/** The jobs of the outbox: build batches, send them, send the installation's own e-mails, and apply what the provider reports late. */
function jobs(deps: Dependencies) {
  const backpressure = createBackpressure(deps);
  return [
    defineJob({
      queue: 'emails.deliver',
      beforeNext: backpressure.untilReady,
      run: (batch) => buildBatches(deps, batch, backpressure),
    }),
    defineJob({
      queue: 'emails.send',
      concurrency: deps.emailTransport.concurrency,
      run: (batch) => sendBatches(deps, batch, backpressure),
    }),
    defineJob({
      queue: 'emails.send-installation',
      run: (batch) => sendInstallationEmails(deps, batch),
    }),
    defineJob({
      queue: 'emails.note-report',
      run: (batch) => applyLateProviderEvents(deps, batch),
    }),
  ];
}
