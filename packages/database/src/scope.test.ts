import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type Database, openDatabase, Prisma } from './client.ts';
import { type EmbeddedDatabase, startEmbedded } from './embedded/embedded.ts';
import { applyMigrations } from './migrate/migrate.ts';
import { type AccountDatabase, forAccount } from './scope.ts';

const outside = process.env.TEST_DATABASE_URL;
const migrationsDir = path.resolve(import.meta.dirname, '../../../prisma/migrations');
const name = `muster_scope_${process.pid}`;
let folder: string;
let server: EmbeddedDatabase | null = null;
let opened: ReturnType<typeof openDatabase>;
let database: Database;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'muster-scope-'));
  server = outside ? null : await startEmbedded({ dataDir: folder, settings: { fsync: 'off' } });
  await onServer(`create database ${name}`);
  const url = new URL(serverUrl());
  url.pathname = `/${name}`;
  await applyMigrations({ databaseUrl: url.href, migrationsDir });
  opened = openDatabase({ url: url.href, max: 3 });
  database = opened.database;
});

afterAll(async () => {
  await opened.close();
  await onServer(`drop database ${name} with (force)`);
  await server?.stop();
  await rm(folder, { recursive: true, force: true });
});

const serverUrl = () => outside ?? server?.url ?? '';

async function onServer(statement: string) {
  const client = new pg.Client({ connectionString: serverUrl() });
  await client.connect();
  await client.query(statement).finally(() => client.end());
}

let mine: string;
let theirs: string;
let db: AccountDatabase;

beforeEach(async () => {
  await database.account.deleteMany();
  const [first, second] = await database.account.createManyAndReturn({
    data: [{ name: 'Mine' }, { name: 'Theirs' }],
  });
  mine = first?.id ?? '';
  theirs = second?.id ?? '';
  await database.group.createMany({
    data: [
      { accountId: mine, id: groupId, name: 'Sales' },
      { accountId: theirs, id: groupId, name: 'Sales' },
      { accountId: theirs, id: theirGroupId, name: 'Support' },
    ],
  });
  db = forAccount(database, mine);
});

// The same id can exist in both accounts, because the account is part of every key; so only the account
// distinguishes them.
const groupId = '0192f0c1-2d3e-7a4b-8c5d-6e7f8a9b0c1d';
const theirGroupId = '0192f0c1-2d3e-7a4b-8c5d-6e7f8a9b0c1e';
const theirKey = () => ({ accountId_id: { accountId: theirs, id: groupId } });
const myKey = () => ({ accountId_id: { accountId: mine, id: groupId } });
const changed = { description: 'changed' };
const notFound = (work: Promise<unknown>) => expect(work).rejects.toMatchObject({ code: 'P2025' });

/** The rows of the other account, which no operation may change. */
const theirRows = () => database.group.findMany({ where: { accountId: theirs }, orderBy: { id: 'asc' } });
const myNames = async () =>
  (await database.group.findMany({ where: { accountId: mine }, orderBy: { name: 'asc' } })).map(
    (row) => row.name,
  );

type Operation = Exclude<keyof Prisma.TypeMap['model']['Group']['operations'], symbol>;

/** Every operation, run on rows of both accounts and on rows of only the other one. */
const operations: Readonly<Record<Operation, () => Promise<void>>> = {
  async findUnique() {
    expect(await db.group.findUnique({ where: myKey() })).toMatchObject({ accountId: mine });
    expect(await db.group.findUnique({ where: theirKey() })).toBeNull();
  },
  async findUniqueOrThrow() {
    expect(await db.group.findUniqueOrThrow({ where: myKey() })).toMatchObject({ accountId: mine });
    await notFound(db.group.findUniqueOrThrow({ where: theirKey() }));
  },
  async findFirst() {
    expect(await db.group.findFirst({ where: { name: 'Sales' } })).toMatchObject({ accountId: mine });
    expect(await db.group.findFirst({ where: { id: theirGroupId } })).toBeNull();
  },
  async findFirstOrThrow() {
    expect(await db.group.findFirstOrThrow()).toMatchObject({ accountId: mine });
    await notFound(db.group.findFirstOrThrow({ where: { id: theirGroupId } }));
  },
  async findMany() {
    expect(await db.group.findMany()).toMatchObject([{ accountId: mine }]);
    const anyOf = { OR: [{ accountId: theirs }, { name: { contains: 's' } }, { id: theirGroupId }] };
    expect(await db.group.findMany({ where: anyOf })).toMatchObject([{ accountId: mine }]);
    expect(await db.group.findMany({ where: { accountId: theirs } })).toMatchObject([{ accountId: mine }]);
  },
  async create() {
    const row = await db.group.create({ data: { accountId: theirs, name: 'New' } });
    expect(row.accountId).toBe(mine);
  },
  async createMany() {
    await db.group.createMany({ data: [{ accountId: theirs, name: 'New' }] });
    await db.group.createMany({ data: { accountId: theirs, name: 'One' } });
    expect(await myNames()).toEqual(['New', 'One', 'Sales']);
  },
  async createManyAndReturn() {
    const rows = await db.group.createManyAndReturn({ data: [{ accountId: theirs, name: 'New' }] });
    expect(rows).toMatchObject([{ accountId: mine, name: 'New' }]);
  },
  async update() {
    expect(await db.group.update({ where: myKey(), data: changed })).toMatchObject(changed);
    await notFound(db.group.update({ where: theirKey(), data: changed }));
  },
  async updateMany() {
    expect(await db.group.updateMany({ data: changed })).toEqual({ count: 1 });
    expect(await db.group.updateMany({ where: { id: theirGroupId }, data: changed })).toEqual({ count: 0 });
  },
  async updateManyAndReturn() {
    const rows = await db.group.updateManyAndReturn({ data: changed });
    expect(rows).toMatchObject([{ accountId: mine, ...changed }]);
  },
  async upsert() {
    const create = { accountId: theirs, name: 'New' };
    await db.group.upsert({ where: myKey(), update: changed, create });
    const where = { accountId_id: { accountId: theirs, id: theirGroupId } };
    const row = await db.group.upsert({ where, update: changed, create });
    expect(row).toMatchObject({ accountId: mine, name: 'New', description: '' });
  },
  async delete() {
    await notFound(db.group.delete({ where: theirKey() }));
    expect(await db.group.delete({ where: myKey() })).toMatchObject({ accountId: mine });
  },
  async deleteMany() {
    expect(await db.group.deleteMany()).toEqual({ count: 1 });
    expect(await db.group.deleteMany({ where: { id: theirGroupId } })).toEqual({ count: 0 });
  },
  async count() {
    expect(await db.group.count()).toBe(1);
    expect(await db.group.count({ where: { accountId: theirs } })).toBe(1);
    expect(await db.group.count({ where: { name: 'Support' } })).toBe(0);
  },
  async aggregate() {
    expect(await db.group.aggregate({ _count: true, _max: { name: true } })).toEqual({
      _count: 1,
      _max: { name: 'Sales' },
    });
  },
  async groupBy() {
    const rows = await db.group.groupBy({ by: ['accountId'], _count: true });
    expect(rows).toEqual([{ accountId: mine, _count: 1 }]);
  },
};

describe('a client sees and changes only the rows of its own account', () => {
  test.each(Object.entries(operations))('%s', async (_, tryIt) => {
    const before = await theirRows();
    await tryIt();
    expect(await theirRows()).toEqual(before);
  });

  test('inside a transaction as well as outside', async () => {
    const before = await theirRows();
    await db.$transaction(async (tx) => {
      expect(await tx.group.count()).toBe(1);
      expect(await tx.group.updateMany({ data: changed })).toEqual({ count: 1 });
    });
    const [counted, deleted] = await db.$transaction([db.group.count(), db.group.deleteMany()]);
    expect([counted, deleted]).toEqual([1, { count: 1 }]);
    expect(await theirRows()).toEqual(before);
  });
});

test('sees only its own account', async () => {
  expect(await db.account.findMany()).toMatchObject([{ id: mine }]);
  expect(await db.account.findUnique({ where: { id: theirs } })).toMatchObject({ id: mine });
  expect(await db.account.updateMany({ data: { name: 'Changed' } })).toEqual({ count: 1 });
  expect(await database.account.findUnique({ where: { id: theirs } })).toMatchObject({ name: 'Theirs' });
});

test('each model belongs to an account, is the account, or is listed as having none', () => {
  const models = Object.values(Prisma.ModelName);
  const withoutAccount = models.filter((model) => {
    const fields = Object.keys(fieldsOf(model));
    return model !== 'Account' && !fields.includes('accountId');
  });
  expect(withoutAccount.sort()).toEqual([
    'EmailLaneHead',
    'Identity',
    'InstallationEmail',
    'MailboxMessage',
    'PasswordReset',
    'ProviderEvent',
    'RateLimit',
    'RefreshToken',
    'RequestSlot',
    'SignUp',
  ]);
});

function fieldsOf(model: Prisma.ModelName): object {
  return Prisma[`${model}ScalarFieldEnum`];
}

test('models without an account pass unchanged', async () => {
  await db.rateLimit.create({ data: { key: 'sign-in', points: 3 } });
  expect(await db.rateLimit.findUnique({ where: { key: 'sign-in' } })).toMatchObject({ points: 3 });
  expect(await db.rateLimit.deleteMany()).toEqual({ count: 1 });
});

describe("not narrowed, and the caller's responsibility", () => {
  test('a nested write can connect rows of any account', async () => {
    const connect = { accountId_id: { accountId: theirs, id: theirGroupId } };
    await db.account.update({ where: { id: mine }, data: { groups: { connect } } });
    expect(await myNames()).toEqual(['Sales', 'Support']);
  });

  test('a nested write below a model without an account reaches all accounts', async () => {
    const person = { email: 'ada@example.org', emailDisplay: 'ada@example.org', name: 'Ada' };
    const identity = await database.identity.create({ data: { ...person, passwordHash: 'x' } });
    const users = [mine, theirs].map((accountId) => ({ accountId, identityId: identity.id, ...person }));
    await database.user.createMany({ data: users });
    await db.identity.update({
      where: { id: identity.id },
      data: { users: { updateMany: { where: {}, data: { name: 'Changed' } } } },
    });
    expect(await database.user.findMany({ select: { name: true } })).toEqual([
      { name: 'Changed' },
      { name: 'Changed' },
    ]);
    await database.user.deleteMany();
    await database.identity.deleteMany();
  });

  test('an update that sets the account moves the row to it', async () => {
    await db.group.update({
      where: myKey(),
      data: { accountId: theirs, id: '0192f0c1-2d3e-7a4b-8c5d-6e7f8a9b0c1f', name: 'Given' },
    });
    expect(await myNames()).toEqual([]);
    expect((await theirRows()).map((row) => row.name)).toContain('Given');
  });

  test('raw SQL reads any account', async () => {
    const rows = await db.$queryRaw<{ n: number }[]>(Prisma.sql`SELECT count(*)::int AS n FROM groups`);
    expect(rows).toEqual([{ n: 3 }]);
  });
});
