import { defined } from '@muster/contracts/kit/defined';
import type { Endpoint } from '@muster/contracts/kit/endpoint';

/** Ids of one account for use in paths. */
export interface Ids {
  readonly user: string;
  readonly group: string;
  readonly invitation: string;
  readonly email: string;
  readonly userImport: string;
  readonly bulkOperation: string;
  readonly apiKey: string;
  readonly webhookEndpoint: string;
  readonly webhookDelivery: string;
  readonly account: string;
}

const unknownId = '0192f0c1-2d3e-7a4b-8c5d-6e7f8a9b0c1d';

const noIds: Ids = {
  user: unknownId,
  group: unknownId,
  invitation: unknownId,
  email: unknownId,
  userImport: unknownId,
  bulkOperation: unknownId,
  apiKey: unknownId,
  webhookEndpoint: unknownId,
  webhookDelivery: unknownId,
  account: unknownId,
};

/** A valid body for each endpoint that takes one. A new endpoint without an entry fails the sweep. */
const bodies: Readonly<Record<string, (ids: Ids) => object>> = {
  'me.update': () => ({ name: 'Changed' }),
  'me.changePassword': () => ({ currentPassword: 'x', newPassword: 'something entirely new' }),
  'me.switchAccount': (ids) => ({ accountId: ids.account }),
  'users.create': () => ({ email: 'sweep@example.org' }),
  'users.batch': () => ({ users: [{ email: 'sweep-batch@example.org' }] }),
  'users.lookUp': () => ({ emails: ['sweep@example.org'] }),
  'bulkOperations.create': (ids) => ({ action: 'deactivate', ids: [ids.user] }),
  'bulkOperations.preview': (ids) => ({ action: 'deactivate', ids: [ids.user] }),
  'savedViews.create': () => ({ name: 'Sweep', query: { status: ['invited'] } }),
  'savedViews.update': () => ({ name: 'Changed' }),
  'users.update': () => ({ firstName: 'Changed' }),
  'groups.create': () => ({ name: 'Sweep' }),
  'groups.update': () => ({ name: 'Changed' }),
  'groups.addUsers': (ids) => ({ userIds: [ids.user] }),
  'groups.removeUsers': (ids) => ({ userIds: [ids.user] }),
  'account.update': () => ({ name: 'Changed' }),
  'users.invite': () => ({}),
  'invitations.resend': () => ({}),
  'emailTemplates.save': () => ({ subject: 'Changed', body: '<p>{{ activation_url }}</p>' }),
  'emailTemplates.update': () => ({ isEnabled: true }),
  'emailTemplates.preview': () => ({}),
  'emailTemplates.test': () => ({}),
  'notifications.saveSettings': () => ({ data: [{ event: 'user.activated', email: 'off' }] }),
  'notifications.read': () => ({ all: true }),
  'userImports.update': () => ({ mode: 'add_and_update' }),
  'userImports.commit': () => ({}),
  'apiKeys.create': () => ({ name: 'Sweep', scopes: ['users:read'] }),
  'apiKeys.update': () => ({ name: 'Changed' }),
  'apiKeys.rotate': () => ({}),
  'emails.retryFailed': () => ({ all: true }),
  'webhookEndpoints.create': () => ({ url: 'https://192.0.1.1/hooks', events: ['user.created'] }),
  'webhookEndpoints.update': () => ({ description: 'Changed' }),
  'webhookEndpoints.replay': () => ({ since: new Date().toISOString() }),
};

/**
 * Valid input for an endpoint, with the ids of the given rows.
 * @throws Error for an endpoint with a body that has no entry yet
 */
export function inputFor(endpoint: Endpoint, ids: Ids) {
  const [noun] = endpoint.id.split('.');
  const own: Record<string, string> = {
    users: ids.user,
    groups: ids.group,
    invitations: ids.invitation,
    emails: ids.email,
    userImports: ids.userImport,
    bulkOperations: ids.bulkOperation,
    apiKeys: ids.apiKey,
    webhookEndpoints: ids.webhookEndpoint,
    webhookDeliveries: ids.webhookDelivery,
  };
  const params = { id: own[noun ?? ''] ?? unknownId, groupId: ids.group, key: 'invitation', version: '1' };
  const body = bodies[endpoint.id];
  if (endpoint.body && !body) throw new Error(`Describe a valid body of ${endpoint.id} in the access sweep.`);
  return defined({ params, body: body ? body(ids) : undefined });
}

/**
 * Input that an endpoint always refuses, but only after authorisation: an unknown id, or else a body that
 * does not match the contract.
 * @returns the input and the expected refusal
 */
export function inputWithoutEffect(endpoint: Endpoint) {
  const body = bodies[endpoint.id]?.(noIds);
  if (endpoint.params) {
    const params = { id: unknownId, groupId: unknownId, key: 'unknown', version: '1' };
    const input = defined({ params, body });
    return { input, refusal: { status: 404, code: 'not_found' } };
  }
  const input = endpoint.multipart ? { form: { unknown: 'x' } } : { body: { unknown: 'x' } };
  return { input, refusal: { status: 400, code: 'validation_failed' } };
}
