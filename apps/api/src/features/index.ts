import type { Dependencies } from '../dependencies.ts';
import type { Server } from '../platform/http/api/implement.ts';
import * as activation from './access/activation/index.ts';
import * as auth from './access/auth/index.ts';
import * as me from './access/me/index.ts';
import * as account from './account/account/index.ts';
import * as auditEvents from './account/audit-events/index.ts';
import * as service from './instance/service/index.ts';
import * as apiKeys from './integrations/api-keys/index.ts';
import * as eventFeed from './integrations/event-feed/index.ts';
import * as webhookDeliveries from './integrations/webhook-deliveries/index.ts';
import * as webhookEndpoints from './integrations/webhook-endpoints/index.ts';
import * as emailTemplates from './mail/email-templates/index.ts';
import * as emails from './mail/emails/index.ts';
import * as notifications from './mail/notifications/index.ts';
import * as bulkOperations from './people/bulk-operations/index.ts';
import * as groups from './people/groups/index.ts';
import * as invitations from './people/invitations/index.ts';
import * as savedViews from './people/saved-views/index.ts';
import * as userImports from './people/user-imports/index.ts';
import * as users from './people/users/index.ts';

/** What the product does, in the order a newcomer meets it. */
const features = [
  auth,
  me,
  activation,
  users,
  bulkOperations,
  userImports,
  savedViews,
  groups,
  invitations,
  account,
  notifications,
  emailTemplates,
  emails,
  auditEvents,
  apiKeys,
  eventFeed,
  webhookEndpoints,
  webhookDeliveries,
  service,
];

/** Serves every feature's endpoints. */
export function registerFeatures(server: Server): void {
  for (const feature of features) feature.routes(server);
}

/** Starts posting webhooks in this process. */
export function postWebhooks(deps: Dependencies): webhookDeliveries.WebhookDispatcher {
  return webhookDeliveries.openWebhookDispatcher(deps);
}

/** Names the handler of every queue. */
export function registerJobs(deps: Dependencies): void {
  const workers = [auth, bulkOperations, userImports, emails, invitations, notifications];
  for (const feature of workers) feature.jobs(deps);
  deps.jobs.handle('service.clean-up', async (batch) => {
    for (const feature of [emails, userImports, apiKeys, webhookDeliveries]) await feature.cleanUp(deps);
    return batch.map(({ id }) => ({ id, outcome: 'done' }));
  });
}
