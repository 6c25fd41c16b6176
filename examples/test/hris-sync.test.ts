import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createMuster } from '@muster/client';
import type { Permission } from '@muster/contracts/catalogue';
import { groups } from '@muster/contracts/people/groups';
import { users } from '@muster/contracts/people/users';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Person } from '../../apps/api/test/given.ts';
import { useApi } from '../../apps/api/test/harness.ts';
import { readPeople } from '../hris-sync/people.ts';
import { sync } from '../hris-sync/sync.ts';

const api = useApi();
let baseUrl = '';
beforeAll(async () => {
  baseUrl = await api.app.listen({ port: 0, host: '127.0.0.1' });
});

interface Row {
  id?: unknown;
  email?: unknown;
  firstName?: string;
  lastName?: string;
  groups?: unknown;
}

const ada = {
  id: 'hr-1',
  email: 'ada@example.org',
  firstName: 'Ada',
  lastName: 'Lovelace',
  groups: ['Engineering'],
};
const grace = {
  id: 'hr-2',
  email: 'grace@example.org',
  firstName: 'Grace',
  lastName: 'Hopper',
  groups: ['Engineering', 'Navy'],
};
/** The permissions of the key according to the README. */
const scopes: Permission[] = [
  'users:read',
  'users:write',
  'groups:read',
  'groups:write',
  'invitations:write',
];
const nothing = {
  added: 0,
  changed: 0,
  reactivated: 0,
  deactivated: 0,
  badRows: [],
  failures: [],
  tooManyLeavers: 0,
};

/** Runs the example for an account, over HTTP. */
async function run(
  owner: Person,
  rows: readonly Row[],
  options: { isDryRun?: boolean; maxLeavers?: number } = {},
) {
  const { key: apiKey } = await api.given.aKey(owner, { scopes });
  const muster = createMuster({ baseUrl, apiKey });
  return sync(muster, readPeople(JSON.stringify(rows)), { isDryRun: false, maxLeavers: 20, ...options });
}

/** All users of the account except its owner, by the HR system's id. */
async function everybody(owner: Person) {
  const { data } = await owner.call(users.list, { query: { limit: 200 } });
  const others = data.filter(({ id }) => id !== owner.userId);
  return Object.fromEntries(others.map((user) => [String(user.externalId), user]));
}

describe('an HR list', () => {
  test('adds and invites new users with their groups, and a second run changes nothing', async () => {
    const owner = await api.given.anOwner();
    expect(await run(owner, [ada, grace])).toEqual({ ...nothing, added: 2 });
    const there = await everybody(owner);
    expect(there['hr-1']).toMatchObject({ email: ada.email, name: 'Ada Lovelace', status: 'invited' });
    expect(there['hr-2']?.groups.map(({ name }) => name).sort()).toEqual(['Engineering', 'Navy']);
    expect((await owner.call(groups.list, {})).data).toHaveLength(2);
    expect(await run(owner, [ada, grace])).toEqual(nothing);
    expect(await everybody(owner)).toEqual(there);
  });

  test('updates changed fields and leaves the rest', async () => {
    const owner = await api.given.anOwner();
    await run(owner, [ada, grace]);
    const married = { ...ada, lastName: 'King', email: 'ada.king@example.org', groups: ['navy'] };
    expect(await run(owner, [married, { ...grace, groups: undefined }])).toEqual({ ...nothing, changed: 1 });
    const there = await everybody(owner);
    expect(there['hr-1']).toMatchObject({ email: 'ada.king@example.org', lastName: 'King' });
    expect(there['hr-1']?.groups.map(({ name }) => name)).toEqual(['Navy']);
    expect(there['hr-2']?.groups).toHaveLength(2);
  });

  test('deactivates leavers, and reactivates them when they return', async () => {
    const owner = await api.given.anOwner();
    const byHand = await api.given.aUser(owner);
    await run(owner, [ada, grace]);
    expect(await run(owner, [ada])).toEqual({ ...nothing, deactivated: 1 });
    expect((await everybody(owner))['hr-2']?.status).toBe('deactivated');
    expect(await run(owner, [ada])).toEqual(nothing);
    expect(await run(owner, [ada, grace])).toEqual({ ...nothing, reactivated: 1 });
    expect((await everybody(owner))['hr-2']?.status).toBe('invited');
    expect((await owner.call(users.get, { params: { id: byHand.id } })).status).toBe('added');
  });

  test('does not change the address of an active user', async () => {
    const owner = await api.given.anOwner();
    const max = await api.given.aMember(owner);
    const row = { id: 'hr-9', email: max.email, firstName: 'Max', lastName: 'Member' };
    expect(await run(owner, [row])).toEqual({ ...nothing, changed: 1 });
    expect(await run(owner, [{ ...row, email: 'new@example.org' }])).toEqual(nothing);
    expect((await everybody(owner))['hr-9']).toMatchObject({ email: max.email, status: 'active' });
  });
});

describe('a bad row', () => {
  test('is reported, affects no other row and creates no leavers', async () => {
    const owner = await api.given.anOwner();
    await run(owner, [ada]);
    const rows = [
      { ...ada, email: undefined },
      { ...grace, email: 'no address' },
      { id: 'hr-3', email: 'eve@example.org' },
    ];
    const summary = await run(owner, rows);
    expect(summary).toMatchObject({
      added: 1,
      deactivated: 0,
      badRows: [{ row: 1, id: 'hr-1', reason: 'has no email' }],
    });
    expect(summary.failures).toEqual([expect.stringContaining('add hr-2 (no address): validation_failed')]);
    const there = await everybody(owner);
    expect(there['hr-1']?.status).toBe('invited');
    expect(there['hr-3']?.email).toBe('eve@example.org');
  });

  test('without an id creates no leavers, because it may be any user', async () => {
    const owner = await api.given.anOwner();
    await run(owner, [ada, grace]);
    expect(await run(owner, [{ email: grace.email }, grace])).toMatchObject({
      deactivated: 0,
      badRows: [{ row: 1 }],
    });
    expect((await everybody(owner))['hr-1']?.status).toBe('invited');
  });
});

test('a truncated list deactivates nobody', async () => {
  const owner = await api.given.anOwner();
  await run(owner, [ada, grace]);
  expect(await run(owner, [], { maxLeavers: 1 })).toEqual({ ...nothing, tooManyLeavers: 2 });
  expect((await everybody(owner))['hr-1']?.status).toBe('invited');
});

test('a dry run reports the same result and changes nothing', async () => {
  const owner = await api.given.anOwner();
  expect(await run(owner, [ada, grace], { isDryRun: true })).toEqual({ ...nothing, added: 2 });
  expect(await everybody(owner)).toEqual({});
  expect((await owner.call(groups.list, {})).data).toEqual([]);
});

test('a full plan is reported, and as many users as fit are added', async () => {
  const owner = await api.given.anOwner({ seatLimit: 2 });
  const summary = await run(owner, [ada, grace]);
  expect(summary).toMatchObject({ added: 1, failures: [expect.stringContaining('seat_limit_reached')] });
});

describe('the program', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'muster-hris-'));
  const file = path.join(folder, 'people.json');
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  /** Runs it as described in the README. */
  const program = (args: readonly string[], env: NodeJS.ProcessEnv) =>
    new Promise<{ code: number; stdout: string; stderr: string }>((resolve) => {
      const main = path.resolve(import.meta.dirname, '../hris-sync/main.ts');
      const command = ['--conditions=muster-source', main, ...args];
      execFile(process.execPath, command, { env }, (error, stdout, stderr) => {
        resolve({ code: Number(error?.code ?? 0), stdout, stderr });
      });
    });

  test('prints a plan, carries it out, and lists what needs attention', async () => {
    const owner = await api.given.anOwner();
    const { key } = await api.given.aKey(owner, { scopes });
    const env = { MUSTER_URL: baseUrl, MUSTER_API_KEY: key };
    writeFileSync(file, JSON.stringify([ada, grace]));
    const dry = await program([file, '--dry-run'], env);
    expect(dry).toEqual({
      code: 0,
      stderr: '',
      stdout: 'Would do: 2 added, 0 changed, 0 reactivated, 0 deactivated\n',
    });
    const first = await program([file], env);
    expect(first).toEqual({
      code: 0,
      stderr: '',
      stdout: 'Done: 2 added, 0 changed, 0 reactivated, 0 deactivated\n',
    });
    writeFileSync(file, JSON.stringify([ada, { id: 'hr-4' }]));
    const second = await program([file, '--max-leavers', '0'], env);
    expect(second.code).toBe(1);
    expect(second.stdout).toBe('Done: 0 added, 0 changed, 0 reactivated, 0 deactivated\n');
    expect(second.stderr).toMatch(/^Row 2 has no email\.\n1 people would leave/);
  });

  test('exits with 2 if it cannot run', async () => {
    writeFileSync(file, '{}');
    const env = { MUSTER_URL: baseUrl, MUSTER_API_KEY: 'mst_test_key' };
    expect(await program([file], {})).toMatchObject({ code: 2, stderr: expect.stringContaining('Usage: ') });
    expect(await program([file], env)).toMatchObject({ code: 2, stderr: 'The list must be a JSON array.\n' });
    writeFileSync(file, '[]');
    const astray = { ...env, MUSTER_URL: 'http://127.0.0.1:1' };
    const stderr = expect.stringContaining('network_unreachable');
    expect(await program([file], astray)).toMatchObject({ code: 2, stderr });
  });
});
