import { allEndpoints } from '@muster/contracts/api';
import type { Permission } from '@muster/contracts/catalogue';
import { webhookEndpoints } from '@muster/contracts/integrations/webhook-endpoints';
import type { Endpoint } from '@muster/contracts/kit/endpoint';
import { emailTemplates } from '@muster/contracts/mail/email-templates';
import { bulkOperations } from '@muster/contracts/people/bulk-operations';
import { userImports } from '@muster/contracts/people/user-imports';
import { permissionsOf } from '@muster/contracts/permissions';
import { beforeAll, describe, expect, test } from 'vitest';
import type { TestClient } from '../client.ts';
import type { Person } from '../given.ts';
import { useApi } from '../harness.ts';
import { type Ids, inputFor, inputWithoutEffect } from './input.ts';

const api = useApi();
const guarded = allEndpoints.filter(({ access }) => access !== 'public');
const permitted = guarded.filter(({ access }) => access !== 'signed-in');
const withIds = permitted.filter(({ path }) => path.includes('/:id'));
// Rows with the same name in every account, like the key of a template.
const withKeys = permitted.filter(({ params, path }) => params !== undefined && !path.includes('/:id'));

let owner: Person;
let admin: Person;
let member: Person;
let stranger: Person;
let ids: Ids;

beforeAll(async () => {
  owner = await api.given.anOwner();
  admin = await api.given.aMember(owner, { role: 'admin' });
  member = await api.given.aMember(owner);
  stranger = await api.given.anOwner();
  const group = await api.given.aGroup(owner);
  const user = await api.given.aUser(owner, { sendInvitation: true, groupIds: [group.id] });
  const invitation = await api.deps.database.invitation.findFirstOrThrow({ where: { userId: user.id } });
  const file = new File(['E-mail\nsweep@example.org\n'], 'users.csv');
  const upload = await owner.call(userImports.create, { form: { file } });
  const webhook = await owner.call(webhookEndpoints.create, {
    body: { url: 'https://192.0.1.1/hooks', events: ['user.created'] },
  });
  const delivery = await owner.call(webhookEndpoints.test, { params: { id: webhook.id } });
  const bulk = await owner.call(bulkOperations.create, { body: { action: 'deactivate', ids: [user.id] } });
  for (const person of [owner, stranger]) {
    const body = { subject: 'First version', body: '<p>{{ activation_url }}</p>' };
    await person.call(emailTemplates.save, { params: { key: 'invitation' }, body });
  }
  await api.runJobs();
  ids = {
    user: user.id,
    group: group.id,
    invitation: invitation.id,
    email: invitation.emailId ?? '',
    userImport: upload.id,
    bulkOperation: bulk.id,
    apiKey: (await api.given.aKey(owner)).id,
    webhookEndpoint: webhook.id,
    webhookDelivery: delivery.id,
    account: owner.accountId,
  };
});

function codeOf(body: unknown): string | undefined {
  return (body as { code?: string }).code;
}

/** All rows of the account, to check that nothing changed. */
async function snapshot() {
  const where = { accountId: owner.accountId };
  const { database } = api.deps;
  const orderBy = { id: 'asc' } as const;
  const [users, groups, invitations, emails, templates, versions, memberships, events] = await Promise.all([
    database.user.findMany({ where, orderBy }),
    database.group.findMany({ where, orderBy }),
    database.invitation.findMany({ where, orderBy }),
    database.email.findMany({ where, orderBy, omit: { sealed: true } }),
    database.emailTemplate.findMany({ where }),
    database.emailTemplateVersion.findMany({ where }),
    database.groupMembership.findMany({ where, orderBy: [{ groupId: 'asc' }, { userId: 'asc' }] }),
    database.event.count({ where }),
  ]);
  return JSON.stringify({ users, groups, invitations, emails, templates, versions, memberships, events });
}

async function answerTo(client: TestClient, endpoint: Endpoint, input: object = inputFor(endpoint, ids)) {
  const { status, body } = await client.try(endpoint, input as never);
  return { status, code: codeOf(body) };
}

test('the sweep meets every endpoint', () => {
  expect(allEndpoints.length).toBeGreaterThan(45);
  expect(new Set(allEndpoints.map(({ id }) => id)).size).toBe(allEndpoints.length);
});

describe.each(guarded.map((endpoint) => [endpoint.id, endpoint] as const))('%s', (_, endpoint) => {
  test('is refused to anybody not signed in', async () => {
    const before = await snapshot();
    expect(await answerTo(api.anonymous(), endpoint)).toEqual({ status: 401, code: 'unauthenticated' });
    expect(await snapshot()).toBe(before);
  });
});

describe.each(permitted.map((endpoint) => [endpoint.id, endpoint] as const))('%s', (_, endpoint) => {
  test('is refused to a member, whose role lacks the permission', async () => {
    expect(permissionsOf.member).not.toContain(endpoint.access as Permission);
    const before = await snapshot();
    expect(await answerTo(member, endpoint)).toEqual({ status: 403, code: 'forbidden' });
    expect(await snapshot()).toBe(before);
  });

  test('is open to an admin as far as the permission goes', async () => {
    const isPermitted = permissionsOf.admin.includes(endpoint.access as Permission);
    if (!isPermitted) {
      expect(await answerTo(admin, endpoint)).toEqual({ status: 403, code: 'forbidden' });
    } else if (endpoint.method === 'GET') {
      expect(await answerTo(admin, endpoint)).toMatchObject({ status: endpoint.status });
    } else {
      // Permissions are checked first, so only an authorised caller learns what is wrong with the request.
      const { input, refusal } = inputWithoutEffect(endpoint);
      const before = await snapshot();
      expect(await answerTo(member, endpoint, input)).toEqual({ status: 403, code: 'forbidden' });
      expect(await answerTo(admin, endpoint, input)).toEqual(refusal);
      expect(await snapshot()).toBe(before);
    }
  });
});

describe.each(withIds.map((endpoint) => [endpoint.id, endpoint] as const))('%s', (_, endpoint) => {
  test("does not find another account's ids", async () => {
    const before = await snapshot();
    expect(await answerTo(stranger, endpoint)).toEqual({ status: 404, code: 'not_found' });
    expect(await snapshot()).toBe(before);
  });
});

// The invitation is the only template that cannot be turned off or on.
const ownRefusals: Readonly<Record<string, number>> = { 'emailTemplates.update': 409 };

describe.each(withKeys.map((endpoint) => [endpoint.id, endpoint] as const))('%s', (_, endpoint) => {
  test("leaves another account's rows alone", async () => {
    const before = await snapshot();
    expect(await answerTo(stranger, endpoint)).toMatchObject({
      status: ownRefusals[endpoint.id] ?? endpoint.status,
    });
    expect(await snapshot()).toBe(before);
  });
});

test("another account's ids in bodies are refused and change nothing", async () => {
  const before = await snapshot();
  const own = await api.given.aUser(stranger);
  const ownGroup = await api.given.aGroup(stranger);
  const requests = [
    { method: 'POST', url: '/users', payload: { email: 'x@example.org', groupIds: [ids.group] } },
    { method: 'PATCH', url: `/users/${own.id}`, payload: { groupIds: [ids.group] } },
    { method: 'POST', url: `/groups/${ownGroup.id}/users`, payload: { userIds: [own.id, ids.user] } },
    { method: 'PUT', url: `/users/${own.id}/groups/${ids.group}`, payload: {} },
    { method: 'PUT', url: `/users/${ids.user}/groups/${ownGroup.id}`, payload: {} },
    { method: 'POST', url: '/me/switch-account', payload: { accountId: ids.account } },
  ] as const;
  for (const { method, url, payload } of requests) {
    const { status } = await stranger.raw({ method, url: `/api/v1${url}`, payload });
    expect([404, 422], `${method} ${url}`).toContain(status);
  }
  const filtered = await stranger.raw({ method: 'GET', url: `/api/v1/users?groupId=${ids.group}` });
  expect(filtered.body).toMatchObject({ data: [] });
  expect(await snapshot()).toBe(before);
});
