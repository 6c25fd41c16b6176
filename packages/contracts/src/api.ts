import { activation } from './access/activation.ts';
import { auth } from './access/auth.ts';
import { me } from './access/me.ts';
import { account } from './account/account.ts';
import { auditEvents } from './account/audit-events.ts';
import { mailbox } from './instance/mailbox.ts';
import { service } from './instance/service.ts';
import { apiKeys } from './integrations/api-keys.ts';
import { eventFeed } from './integrations/event-feed.ts';
import { webhookDeliveries } from './integrations/webhook-deliveries.ts';
import { webhookEndpoints } from './integrations/webhook-endpoints.ts';
import type { Endpoint } from './kit/endpoint.ts';
import { emailTemplates } from './mail/email-templates.ts';
import { emails } from './mail/emails.ts';
import { notifications } from './mail/notifications.ts';
import { bulkOperations } from './people/bulk-operations.ts';
import { groups } from './people/groups.ts';
import { invitations } from './people/invitations.ts';
import { savedViews } from './people/saved-views.ts';
import { userImports } from './people/user-imports.ts';
import { users } from './people/users.ts';

/** The whole API: every noun with its endpoints. */
export const api = {
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
  webhookEndpoints,
  webhookDeliveries,
  eventFeed,
  service,
  mailbox,
} as const;

/** Every endpoint in one list, for documentation, sweeps and clients. */
export const allEndpoints: readonly Endpoint[] = Object.values(api).flatMap((noun) =>
  Object.values<Endpoint>(noun),
);
