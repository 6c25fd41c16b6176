import { emailsManifest } from '@muster/contracts/mail/emails.manifest';
import type { Dependencies } from '../../../dependencies.ts';
import { defineFeature } from '../../../platform/define-feature.ts';
import { defineJob } from '../../../platform/jobs/define-job.ts';
import { cleanUpEmails } from './clean-up.ts';
import { sendInstallationEmails } from './installation/send.ts';
import { readEmailLanes, showLimitedAccounts } from './lanes.ts';
import { routes } from './routes.ts';
import { type Backpressure, createBackpressure } from './sending/backpressure.ts';
import { buildAll, openBatchBuilder } from './sending/builder.ts';
import { requeueEmails } from './sending/requeue.ts';
import { sendBatches } from './sending/send.ts';
import { applyLateProviderEvents } from './webhook.ts';

export const feature = defineFeature({
  noun: emailsManifest,
  uses: ['email-templates'],
  routes,
  jobs(deps) {
    showLimitedAccounts(deps);
    return jobs(deps, backpressureOf(deps));
  },
  lanes: readEmailLanes,
  workers: (deps) => [
    { open: () => openBatchBuilder(deps, backpressureOf(deps)), runDue: () => buildAll(deps) },
  ],
  cleanUp: cleanUpEmails,
});

const backpressures = new WeakMap<Dependencies, Backpressure>();

/** Builder and senders of a process share it. */
function backpressureOf(deps: Dependencies): Backpressure {
  const known = backpressures.get(deps) ?? createBackpressure(deps);
  backpressures.set(deps, known);
  return known;
}

/** The jobs of the outbox: queue e-mails again, send batches and the installation's own e-mails, and apply what the provider reports late. */
function jobs(deps: Dependencies, backpressure: Backpressure) {
  return [
    defineJob({ queue: 'emails.deliver', run: (batch) => requeueEmails(deps, batch) }),
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
