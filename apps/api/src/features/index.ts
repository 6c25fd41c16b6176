import type { Dependencies } from '../dependencies.ts';
import { features } from '../generated/features.ts';
import type { Server } from '../platform/http/api/implement.ts';
import { defineJob } from '../platform/jobs/define-job.ts';
import { readJobLanes } from '../platform/jobs/waiting.ts';
import { openWebhookDispatcher, type WebhookDispatcher } from './integrations/webhook-deliveries/index.ts';

/** Registers the endpoints of all features. */
export function registerFeatures(server: Server): void {
  for (const { routes } of features) routes(server);
}

/** Starts posting webhooks in this process. */
export function postWebhooks(deps: Dependencies): WebhookDispatcher {
  return openWebhookDispatcher(deps);
}

/** Registers the jobs of every queue, and the work beside them. */
export function registerJobs(deps: Dependencies): void {
  deps.metrics.watchLanes(() => readJobLanes(deps));
  for (const { jobs, workers, lanes } of features) {
    if (lanes) deps.metrics.watchLanes(() => lanes(deps));
    for (const job of jobs?.(deps) ?? []) deps.jobs.handle(job);
    for (const worker of workers?.(deps) ?? []) deps.jobs.attend(worker);
  }
  deps.jobs.handle(
    defineJob({
      queue: 'service.clean-up',
      async run() {
        for (const { cleanUp } of features) await cleanUp?.(deps);
      },
    }),
  );
}
