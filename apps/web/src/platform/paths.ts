import { webPaths } from '@muster/contracts/generated/web-paths';
import { defined } from '@muster/contracts/kit/defined';

/** A user page's tab besides Overview. */
export type UserTab = 'progress' | 'actions' | 'emails' | 'sign-ins';

/** Query parameters of the template editor: language and return path. */
interface TemplateQuery {
  readonly locale?: string;
  /** The path to go back to. */
  readonly from?: string;
}

type Query = Readonly<Record<string, string | readonly string[]>>;

/**
 * The path of a noun's page, as its manifest says. For links between features that do not know each other.
 * @param noun one that has a page
 * @param parts the id of one of them, and what to do with it: `nounPath('groups', id, 'edit')`; or `'new'`
 */
export function nounPath(noun: keyof typeof webPaths, ...parts: readonly string[]): string {
  return [webPaths[noun], ...parts.map(encodeURIComponent)].join('/');
}

/** All paths of the app. Ids are encoded, so a path can be built from any string. */
export const paths = {
  home: () => '/',
  signIn: (next?: string) => (next ? `/sign-in?next=${encodeURIComponent(next)}` : '/sign-in'),
  signUp: () => '/sign-up',
  forgotPassword: () => '/forgot-password',
  resetPassword: () => '/reset-password',
  activate: () => '/activate',
  mailbox: (to?: string) => withQuery(nounPath('mailbox'), to ? { to } : {}),
  overview: () => '/overview',
  users: (filters: Query = {}) => withQuery(nounPath('users'), filters),
  addUsers: () => nounPath('users', 'add'),
  importUsers: () => nounPath('user-imports'),
  userImport: (id: string) => nounPath('user-imports', id),
  bulkOperations: () => nounPath('bulk-operations'),
  bulkOperation: (id: string) => nounPath('bulk-operations', id),
  user: (id: string, tab?: UserTab) => nounPath('users', id, ...(tab ? [tab] : [])),
  userEmail: (id: string, emailId: string) => nounPath('users', id, 'emails', emailId),
  editUser: (id: string) => nounPath('users', id, 'edit'),
  userGroups: (id: string) => nounPath('users', id, 'groups'),
  groups: (query: Query = {}) => withQuery(nounPath('groups'), query),
  newGroup: () => nounPath('groups', 'new'),
  group: (id: string) => nounPath('groups', id),
  editGroup: (id: string) => nounPath('groups', id, 'edit'),
  mergeGroup: (id: string) => nounPath('groups', id, 'merge'),
  addGroupUsers: (id: string) => nounPath('groups', id, 'add-users'),
  apiKeys: (query: Query = {}) => withQuery(nounPath('api-keys'), query),
  newApiKey: () => nounPath('api-keys', 'new'),
  apiKey: (id: string) => nounPath('api-keys', id),
  editApiKey: (id: string) => nounPath('api-keys', id, 'edit'),
  rotateApiKey: (id: string) => nounPath('api-keys', id, 'rotate'),
  webhooks: () => nounPath('webhook-endpoints'),
  newWebhook: () => nounPath('webhook-endpoints', 'new'),
  webhook: (id: string) => nounPath('webhook-endpoints', id),
  editWebhook: (id: string) => nounPath('webhook-endpoints', id, 'edit'),
  webhookDelivery: (id: string, deliveryId: string) =>
    nounPath('webhook-endpoints', id, 'deliveries', deliveryId),
  replayWebhook: (id: string) => nounPath('webhook-endpoints', id, 'replay'),
  rotateWebhookSecret: (id: string) => nounPath('webhook-endpoints', id, 'rotate-secret'),
  auditLog: (filters: Query = {}) => withQuery(nounPath('audit-events'), filters),
  account: () => '/account',
  emailTemplates: () => '/notification-settings',
  emailTemplate: (key: string, { locale, from }: TemplateQuery = {}) =>
    withQuery(nounPath('email-templates', key), defined({ locale, from })),
  invitationSettings: () => '/notification-settings/invitations',
  notificationSettings: () => '/notification-settings/you',
  outbox: (filters: Query = {}) => withQuery(nounPath('emails'), filters),
  email: (id: string) => nounPath('emails', id),
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
