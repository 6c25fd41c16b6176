import { allEndpoints } from '@muster/contracts/api';
import type { Permission } from '@muster/contracts/catalogue';
import type { Endpoint } from '@muster/contracts/kit/endpoint';
import { emailTemplates } from '@muster/contracts/mail/email-templates';
import { permissionsOf } from '@muster/contracts/permissions';
import { beforeAll, describe, expect, test } from 'vitest';
import type { TestClient } from '../client.ts';
import type { Person } from '../given.ts';
import { useApi } from '../harness.ts';
import { type Ids, inputFor, inputWithoutEffect, rowsOf, sweeps, sweptExternalId } from './input.ts';

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
let tables: string[];

beforeAll(async () => {
  owner = await api.given.anOwner();
  admin = await api.given.aMember(owner, { role: 'admin' });
  member = await api.given.aMember(owner);
  stranger = await api.given.anOwner();
  for (const person of [owner, stranger]) {
    const body = { subject: 'First version', body: '<p>{{ activation_url }}</p>' };
    await person.call(emailTemplates.save, { params: { key: 'invitation' }, body });
  }
  await api.given.aUser(stranger, { externalId: sweptExternalId });
  ids = await rowsOf(api, owner);
  await api.runJobs();
  const { rows } = await api.deps.pool.query<{ name: string }>(
    `SELECT table_name AS name FROM information_schema.columns
     WHERE table_schema = 'public' AND column_name = 'account_id'`,
  );
  tables = rows.map(({ name }) => name);
  expect(tables).toContain('users');
});

function codeOf(body: unknown): string | undefined {
  return (body as { code?: string }).code;
}

/** A digest of the account's rows in each table, to check that nothing changed. */
async function snapshot(): Promise<string> {
  const digests = tables.map(
    (table) => `SELECT '${table}' AS name, md5(string_agg(t::text, '' ORDER BY t::text)) AS digest
      FROM "${table}" t WHERE account_id = $1`,
  );
  const { rows } = await api.deps.pool.query<{ name: string; digest: string }>(digests.join(' UNION ALL '), [
    owner.accountId,
  ]);
  return rows.map(({ name, digest }) => `${name} ${digest}`).join('\n');
}

async function answerTo(client: TestClient, endpoint: Endpoint, input: object = inputFor(endpoint, ids)) {
  const { status, body } = await client.try(endpoint, input as never);
  return { status, code: codeOf(body) };
}

test('the sweep covers every endpoint', () => {
  expect(allEndpoints.length).toBeGreaterThan(45);
  expect(new Set(allEndpoints.map(({ id }) => id)).size).toBe(allEndpoints.length);
});

describe.each(guarded.map((endpoint) => [endpoint.id, endpoint] as const))('%s', (_, endpoint) => {
  test('is refused without a sign-in', async () => {
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

  test('is open to an admin only with the permission', async () => {
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

// The invitation is the only template that cannot be turned off or on. The stranger has a user with the external ID.
const ownStatuses: Readonly<Record<string, number>> = { 'emailTemplates.update': 409, 'users.put': 200 };

describe.each(withKeys.map((endpoint) => [endpoint.id, endpoint] as const))('%s', (_, endpoint) => {
  test("does not change another account's rows", async () => {
    const before = await snapshot();
    expect(await answerTo(stranger, endpoint)).toMatchObject({
      status: ownStatuses[endpoint.id] ?? endpoint.status,
    });
    expect(await snapshot()).toBe(before);
  });
});

test("another account's ids in bodies are refused and change nothing", async () => {
  const before = await snapshot();
  const own = { users: (await api.given.aUser(stranger)).id, groups: (await api.given.aGroup(stranger)).id };
  const requests = Object.values(sweeps).flatMap(({ foreign }) => foreign?.(ids, own) ?? []);
  expect(requests.length).toBeGreaterThan(5);
  for (const request of requests) {
    const { status } = await stranger.raw({ ...request, url: `/api/v1${request.url}` });
    expect([404, 422], `${request.method} ${request.url}`).toContain(status);
  }
  const filtered = await stranger.raw({ method: 'GET', url: `/api/v1/users?groupId=${ids.groups}` });
  expect(filtered.body).toMatchObject({ data: [] });
  expect(await snapshot()).toBe(before);
});
