import type { Dependencies } from '../dependencies.ts';
import { features } from '../generated/features.ts';
import type { Server } from '../platform/http/api/implement.ts';
import { openWebhookDispatcher, type WebhookDispatcher } from './integrations/webhook-deliveries/index.ts';

/** Registers the endpoints of all features. */
export function registerFeatures(server: Server): void {
  for (const { routes } of features) routes(server);
}

/** Starts posting webhooks in this process. */
export function postWebhooks(deps: Dependencies): WebhookDispatcher {
  return openWebhookDispatcher(deps);
}

/** Registers the handler of every queue. */
export function registerJobs(deps: Dependencies): void {
  for (const { jobs } of features) jobs?.(deps);
  deps.jobs.handle('service.clean-up', async (batch) => {
    for (const { cleanUp } of features) await cleanUp?.(deps);
    return batch.map(({ id }) => ({ id, outcome: 'done' }));
  });
}
