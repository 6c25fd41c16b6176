import { allEndpoints } from '@muster/contracts/api';
import { Permission } from '@muster/contracts/catalogue';
import type { Endpoint } from '@muster/contracts/kit/endpoint';
import { isForKeys } from '@muster/contracts/kit/endpoint-errors';
import { users } from '@muster/contracts/people/users';
import { permissionsOf } from '@muster/contracts/permissions';
import { beforeAll, describe, expect, test } from 'vitest';
import type { TestClient } from '../client.ts';
import type { Person } from '../given.ts';
import { useApi } from '../harness.ts';
import { type Ids, inputFor, rowsOf } from './input.ts';

const api = useApi();

/** What every call of a key and every change writes. */
const alwaysWritten = new Set(['api_key_requests', 'events', 'event_sequences', 'idempotent_answers']);

let tables: string[];

beforeAll(async () => {
  const { rows } = await api.deps.pool.query<{ name: string }>(
    `SELECT table_name AS name FROM information_schema.columns
     WHERE table_schema = 'public' AND column_name = 'account_id'`,
  );
  tables = [...rows.map(({ name }) => name), 'accounts'].filter((name) => !alwaysWritten.has(name));
});

interface Swept {
  readonly owner: Person;
  readonly ids: Ids;
  readonly key: TestClient & { id: string };
}

/** An account with a row of every noun, and a key with one scope. */
async function sweptWith(scope: Permission): Promise<Swept> {
  const owner = await api.given.anOwner();
  const ids = await rowsOf(api, owner);
  await api.runJobs();
  // The bulk operation among the rows has deactivated the user by now.
  const params = { id: ids.users ?? '' };
  await owner.call(users.reactivate, { params });
  const { id: invitations } = await owner.call(users.invite, { params, body: {} });
  Object.assign(ids, { invitations });
  await api.runJobs();
  return { owner, ids, key: await api.given.aKey(owner, { scopes: [scope] }) };
}

/** A digest of each table's rows of the account, without what the key's own use writes. */
async function digests({ owner, key }: Swept): Promise<Map<string, string>> {
  const one = (table: string) =>
    `SELECT '${table}' AS name, md5(coalesce(string_agg(t::text, '' ORDER BY t::text), '')) AS digest
     FROM "${table}" t WHERE ${table === 'accounts' ? 'id' : 'account_id'} = $1 ${table === 'api_keys' ? 'AND id <> $2' : 'AND $2::uuid IS NOT NULL'}`;
  const { rows } = await api.deps.pool.query<{ name: string; digest: string }>(
    tables.map(one).join(' UNION ALL '),
    [owner.accountId, key.id],
  );
  return new Map(rows.map(({ name, digest }) => [name, digest]));
}

/** The permissions of each user and key of the account, by id. */
async function powers({ owner }: Swept): Promise<Map<string, readonly Permission[]>> {
  const people = await api.deps.database.user.findMany({
    where: { accountId: owner.accountId, status: { not: 'deactivated' } },
  });
  const keys = await api.deps.database.apiKey.findMany({
    where: { accountId: owner.accountId, revokedAt: null },
  });
  return new Map([
    ...people.map(({ id, role }) => [id, permissionsOf[role]] as const),
    ...keys.map(({ id, scopes }) => [id, scopes as Permission[]] as const),
  ]);
}

function call(client: TestClient, endpoint: Endpoint, ids: Ids) {
  return client.try(endpoint, inputFor(endpoint, ids) as never);
}

describe.each(Permission.options)('a key with %s only', (scope) => {
  const others = allEndpoints.filter(
    (endpoint) => endpoint.access !== 'public' && !(endpoint.access === scope && isForKeys(endpoint)),
  );
  const own = allEndpoints.filter((endpoint) => endpoint.access === scope && isForKeys(endpoint));

  test('is refused everywhere else, and changes nothing there', async () => {
    const swept = await sweptWith(scope);
    const before = await digests(swept);
    for (const endpoint of others) {
      const { status, body } = await call(swept.key, endpoint, swept.ids);
      expect([status, (body as { code?: string }).code], endpoint.id).toEqual([403, 'forbidden']);
    }
    expect(await digests(swept)).toEqual(before);
  }, 120_000);

  test('changes only what is listed, and gives nobody more than it has', async () => {
    const lines: string[] = [];
    // What only reads leaves the account as it is for the next endpoint.
    const shared = await sweptWith(scope);
    for (const endpoint of own) {
      const swept = endpoint.method === 'GET' ? shared : await sweptWith(scope);
      const [before, powersBefore] = [await digests(swept), await powers(swept)];
      const { status, body } = await call(swept.key, endpoint, swept.ids);
      await api.runJobs();
      const after = await digests(swept);
      const written = tables.filter((table) => after.get(table) !== before.get(table)).sort();
      const code = (body as { code?: string }).code;
      lines.push(`${endpoint.id} ${status}${code ? ` ${code}` : ''}: ${written.join(' ') || 'nothing'}`);
      for (const [id, held] of await powers(swept)) {
        const gained = held.filter((one) => !powersBefore.get(id)?.includes(one));
        expect([endpoint.id, gained.filter((one) => one !== scope)]).toEqual([endpoint.id, []]);
      }
    }
    const isReading = scope.endsWith(':read');
    if (isReading) for (const line of lines) expect(line).toMatch(/: (nothing|rate_limits)$/);
    await expect(`${lines.join('\n')}\n`).toMatchFileSnapshot(`scopes/${scope.replace(':', '-')}.txt`);
  }, 300_000);
});
