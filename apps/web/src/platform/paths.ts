/** A user page's tab besides Overview. */
export type UserTab = 'progress' | 'actions' | 'emails' | 'sign-ins';

/** Query parameters of the template editor: language and return path. */
interface TemplateQuery {
  readonly locale?: string;
  /** The path to go back to. */
  readonly from?: string;
}

type Query = Readonly<Record<string, string | readonly string[]>>;

/** All paths of the app. Ids are encoded, so a path can be built from any string. */
export const paths = {
  home: () => '/',
  signIn: (next?: string) => (next ? `/sign-in?next=${encodeURIComponent(next)}` : '/sign-in'),
  signUp: () => '/sign-up',
  forgotPassword: () => '/forgot-password',
  resetPassword: () => '/reset-password',
  activate: () => '/activate',
  mailbox: (to?: string) => (to ? `/mailbox?to=${encodeURIComponent(to)}` : '/mailbox'),
  overview: () => '/overview',
  users: (filters: Query = {}) => withQuery('/users', filters),
  addUsers: () => '/users/add',
  importUsers: () => '/users/import',
  userImport: (id: string) => `/users/import/${encodeURIComponent(id)}`,
  bulkOperations: () => '/users/operations',
  bulkOperation: (id: string) => `/users/operations/${encodeURIComponent(id)}`,
  user: (id: string, tab?: UserTab) => `/users/${encodeURIComponent(id)}${tab ? `/${tab}` : ''}`,
  userEmail: (id: string, emailId: string) =>
    `/users/${encodeURIComponent(id)}/emails/${encodeURIComponent(emailId)}`,
  editUser: (id: string) => `/users/${encodeURIComponent(id)}/edit`,
  userGroups: (id: string) => `/users/${encodeURIComponent(id)}/groups`,
  groups: (query: Query = {}) => withQuery('/groups', query),
  newGroup: () => '/groups/new',
  group: (id: string) => `/groups/${encodeURIComponent(id)}`,
  editGroup: (id: string) => `/groups/${encodeURIComponent(id)}/edit`,
  addGroupUsers: (id: string) => `/groups/${encodeURIComponent(id)}/add-users`,
  apiKeys: (query: Query = {}) => withQuery('/api-keys', query),
  newApiKey: () => '/api-keys/new',
  apiKey: (id: string) => `/api-keys/${encodeURIComponent(id)}`,
  editApiKey: (id: string) => `/api-keys/${encodeURIComponent(id)}/edit`,
  rotateApiKey: (id: string) => `/api-keys/${encodeURIComponent(id)}/rotate`,
  webhooks: () => '/webhooks',
  newWebhook: () => '/webhooks/new',
  webhook: (id: string) => `/webhooks/${encodeURIComponent(id)}`,
  editWebhook: (id: string) => `/webhooks/${encodeURIComponent(id)}/edit`,
  webhookDelivery: (id: string, deliveryId: string) =>
    `/webhooks/${encodeURIComponent(id)}/deliveries/${encodeURIComponent(deliveryId)}`,
  replayWebhook: (id: string) => `/webhooks/${encodeURIComponent(id)}/replay`,
  rotateWebhookSecret: (id: string) => `/webhooks/${encodeURIComponent(id)}/rotate-secret`,
  auditLog: (filters: Query = {}) => withQuery('/audit-log', filters),
  account: () => '/account',
  emailTemplates: () => '/notification-settings',
  emailTemplate: (key: string, { locale, from }: TemplateQuery = {}) =>
    withQuery(`/notification-settings/emails/${encodeURIComponent(key)}`, {
      ...(locale ? { locale } : {}),
      ...(from ? { from } : {}),
    }),
  invitationSettings: () => '/notification-settings/invitations',
  notificationSettings: () => '/notification-settings/you',
  outbox: (filters: Query = {}) => withQuery('/notification-settings/outbox', filters),
  email: (id: string) => `/notification-settings/outbox/${encodeURIComponent(id)}`,
  profile: () => '/profile',
  learning: () => '/learning',
} as const;

/** Pages of the API, outside the app. They need a full page load. */
export const documentation = {
  reference: () => '/api/docs',
  guide: (name: 'integrating' | 'webhooks') => `/api/docs/guides/${name}`,
  problem: (code: string) => `/api/problems/${encodeURIComponent(code)}`,
} as const;

function withQuery(path: string, query: Query): string {
  const pairs = Object.entries(query).flatMap(([name, value]) => [value].flat().map((one) => [name, one]));
  return pairs.length > 0 ? `${path}?${new URLSearchParams(pairs)}` : path;
}

/**
 * Returns where to go after signing in. Only paths of this app are accepted: `//host`, `/\host` and anything
 * with a scheme would send the person to another site with a link that looks like ours.
 * @param next the `next` parameter as received
 */
export function safeReturnPath(next: string | null): string {
  if (!next?.startsWith('/')) return paths.home();
  const url = new URL(next, window.location.origin);
  const isOurs = url.origin === window.location.origin && !/^\/[/\\]/.test(next);
  return isOurs ? `${url.pathname}${url.search}${url.hash}` : paths.home();
}
