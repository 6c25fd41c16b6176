import { account } from './account.ts';
import { activation } from './activation.ts';
import { apiKeys } from './api-keys.ts';
import { auditEvents } from './audit-events.ts';
import { auth } from './auth.ts';
import { bulkOperations } from './bulk-operations.ts';
import { emailTemplates } from './email-templates.ts';
import { emails } from './emails.ts';
import type { Endpoint } from './endpoint.ts';
import { eventFeed } from './event-feed.ts';
import { groups } from './groups.ts';
import { invitations } from './invitations.ts';
import { me } from './me.ts';
import { notifications } from './notifications.ts';
import { savedViews } from './saved-views.ts';
import { mailbox, service } from './service.ts';
import { userImports } from './user-imports.ts';
import { users } from './users.ts';
import { webhookDeliveries, webhookEndpoints } from './webhook-endpoints.ts';

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
