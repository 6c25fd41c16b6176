import { randomUUID } from 'node:crypto';
import { activation } from '@muster/contracts/access/activation';
import { auth } from '@muster/contracts/access/auth';
import { account } from '@muster/contracts/account/account';
import { basePath } from '@muster/contracts/kit/endpoint';
import { emails } from '@muster/contracts/mail/emails';
import { notifications } from '@muster/contracts/mail/notifications';
import { bulkOperations } from '@muster/contracts/people/bulk-operations';
import { userImports } from '@muster/contracts/people/user-imports';
import { users } from '@muster/contracts/people/users';
import pg from 'pg';
import { afterAll, beforeAll, expect, inject, test, vi } from 'vitest';
import { type FakeResend, openFakeResend } from '../fake-resend.ts';
import { databaseOn, onServer } from '../global-setup.ts';
import { ownerEmail, secretKey } from '../upgrade/facts.ts';
import { readFacts, restoreState } from '../upgrade/restore.ts';
import { readPage } from '../upgrade/second-pages.ts';
import { openReceiver, type WebhookReceiver } from '../webhook-receiver.ts';
import { type AppProcess, freePort, makeDataFolder, startApp } from './app-process.ts';
import { type Browser, openBrowser } from './browser.ts';
import { settingsFor } from './delivery-run.ts';
import { allUsers, password, type UserAnswer } from './people.ts';

const name = 'before-0.6';
const facts = readFacts(name);
const { url: serverUrl } = inject('databaseServer');
const database = `muster_upgrade_${randomUUID().replaceAll('-', '')}`;
const databaseUrl = databaseOn(serverUrl, database);
const data = makeDataFolder();
const patience = { timeout: 300_000, interval: 500 };
let app: AppProcess;
let client: pg.Client;
let resend: FakeResend;
let receiver: WebhookReceiver;
let owner: Browser;

beforeAll(async () => {
  await onServer(serverUrl, [`CREATE DATABASE ${database}`]);
  await restoreState(name, databaseUrl);
  client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  receiver = await openReceiver();
  resend = await openFakeResend({ domains: [{ name: 'acme.example', status: 'verified' }] });
  await letMorningCome();
  const port = await freePort();
  app = await startApp({
    environment: {
      ...settingsFor(resend, { dataDir: data.path, port, rate: 100 }),
      ...{ DATABASE_URL: databaseUrl, SECRET_KEY: secretKey, WEBHOOKS_ALLOW_PRIVATE: 'true' },
    },
  });
  owner = openBrowser(app.url);
  await owner.call(auth.signIn, { body: { email: ownerEmail, password } });
});

afterAll(async () => {
  expect((await app?.stop())?.code).toBe(0);
  await client?.end();
  await resend?.close();
  await receiver?.close();
  data.remove();
  await onServer(serverUrl, [`DROP DATABASE IF EXISTS ${database} WITH (FORCE)`]);
});

async function query<R extends object>(text: string, values: readonly unknown[] = []): Promise<R[]> {
  return (await client.query<R>(text, [...values])).rows;
}

/**
 * Makes everything due that waits for a morning, in a time zone where it is daytime, and sends the webhooks
 * to this machine.
 */
async function letMorningCome(): Promise<void> {
  const hour = new Date().getUTCHours();
  await query(`UPDATE accounts SET time_zone = $1`, [
    `Etc/GMT${hour < 12 ? '-' : '+'}${Math.abs(12 - hour)}`,
  ]);
  await query(`UPDATE digest_items SET due_at = now() WHERE kind = 'daily'`);
  await query(`UPDATE invitations SET next_reminder_at = now() - interval '1 minute'
    WHERE user_id = (SELECT id FROM users WHERE email = 'waiting@example.org')`);
  await query(`UPDATE webhook_endpoints SET url = regexp_replace(url, '^http://127\\.0\\.0\\.1:\\d+', $1)`, [
    receiver.url,
  ]);
}

/** Everything that is not finished yet. */
function underWay(): Promise<object[]> {
  return query(`
    SELECT 'job' AS kind, name AS what FROM pgboss.job
    WHERE state IN ('created', 'retry', 'active') AND start_after < now() - interval '2 seconds'
    UNION ALL SELECT 'operation', id::text FROM bulk_operations WHERE status <> 'done'
    UNION ALL SELECT 'import', id::text FROM user_imports WHERE status IN ('queued', 'running')
    UNION ALL SELECT 'digest', type FROM digest_items
    UNION ALL SELECT 'email', "to" FROM emails WHERE status IN ('queued', 'delayed')
    UNION ALL SELECT 'delivery', id::text FROM webhook_deliveries WHERE status = 'pending'`);
}

/** The users of a kind of event, each as often as there are events, and their actors. */
async function eventsOf(type: string, origin: Readonly<Record<string, string>>) {
  const rows = await query<{ email: string; actor: string }>(
    `SELECT u.email, e.actor_type || ' ' || e.actor_name AS actor FROM events e JOIN users u ON u.id = e.user_id
     WHERE e.type = $1 AND e.data @> $2 ORDER BY u.created_at, u.id`,
    [type, JSON.stringify(origin)],
  );
  return { emails: rows.map(({ email }) => email), actors: [...new Set(rows.map(({ actor }) => actor))] };
}

const numbered = (prefix: string, from: number, to: number) =>
  Array.from({ length: to - from + 1 }, (_, index) => `${prefix}.${from + index}@example.org`);

async function usersByEmail(): Promise<Map<string, UserAnswer>> {
  return new Map((await allUsers(owner)).map((user) => [user.email, user]));
}

test('all work in progress completes after the upgrade', async () => {
  await vi.waitFor(async () => expect(await underWay()).toEqual([]), patience);
}, 180_000);

test('operations continue where they stopped, in the name of the user who started them', async () => {
  const { halfDone, undone, undoing, byKey, byOldCaller, inviting } = facts.operations;
  const countsOf = async (id: string) => {
    const { status, changed, failed } = await owner.call(bulkOperations.get, { params: { id } });
    return [status, changed, failed];
  };
  expect(await countsOf(halfDone)).toEqual(['done', 6, 0]);
  expect(await eventsOf('group.user_added', { bulkOperationId: halfDone })).toEqual({
    emails: numbered('person', 4, 9),
    actors: ['user Ada Lovelace'],
  });
  expect(await countsOf(byKey)).toEqual(['done', 3, 0]);
  expect(await eventsOf('user.deactivated', { bulkOperationId: byKey })).toEqual({
    emails: numbered('person', 10, 12),
    actors: ['api_key HR system'],
  });
  expect(await countsOf(byOldCaller)).toEqual(['done', 2, 0]);
  expect(await eventsOf('user.deactivated', { bulkOperationId: byOldCaller })).toEqual({
    emails: numbered('person', 13, 14),
    actors: ['user Olga Owner'],
  });
  expect(await countsOf(inviting)).toEqual(['done', 3, 0]);
  expect(await countsOf(undoing)).toEqual(['done', 3, 0]);
  expect((await owner.call(bulkOperations.get, { params: { id: undone } })).undoneBy).toBe(undoing);
  const found = await usersByEmail();
  expect(numbered('person', 1, 3).map((email) => found.get(email)?.status)).toEqual(Array(3).fill('added'));
  expect(numbered('person', 15, 17).map((email) => found.get(email)?.status)).toEqual(
    Array(3).fill('invited'),
  );
});

test('imports continue at the row where they stopped, and a preview can be committed', async () => {
  const { halfDone, queued, previewed } = facts.imports;
  const get = (id: string) => owner.call(userImports.get, { params: { id } });
  expect(await get(halfDone)).toMatchObject({ status: 'done', counts: { create: 20, error: 0 } });
  expect(await eventsOf('user.created', { userImportId: halfDone })).toEqual({
    emails: numbered('imported', 1, 20),
    actors: ['user Ada Lovelace'],
  });
  expect(await get(queued)).toMatchObject({ status: 'done', counts: { create: 5, update: 1, error: 1 } });
  expect((await eventsOf('user.created', { userImportId: queued })).emails).toEqual(numbered('queued', 1, 5));
  await owner.call(userImports.commit, { params: { id: previewed }, body: {} });
  await vi.waitFor(async () => expect((await get(previewed)).status).toBe('done'), patience);
  const found = await usersByEmail();
  expect(numbered('previewed', 1, 3).every((email) => found.has(email))).toBe(true);
  expect(found.get('person.18@example.org')).toMatchObject({
    firstName: 'Changed',
    groups: [{ name: 'Berlin' }],
  });
  expect(found.get('imported.20@example.org')?.groups).toMatchObject([{ name: 'Imported' }]);
  const seated = [...found.values()].filter(({ status }) => status !== 'deactivated');
  expect((await owner.call(account.seats, {})).used).toBe(seated.length);
});

test('every waiting e-mail leaves once, with its content unchanged', async () => {
  const repeated = facts.repeatedBatch.messages;
  const [again, ...others] = resend.calls.filter(
    ({ headers }) => headers['idempotency-key'] === `batch/${facts.repeatedBatch.id}`,
  );
  expect(others).toEqual([]);
  expect(again?.mails.map(({ to, html, text }) => ({ to, html, text }))).toEqual(
    repeated.map(({ to, html, text }) => ({ to, html, text })),
  );
  const before = repeated.map(({ to, template }) => `${to} ${template}`);
  const invited = [...numbered('imported', 1, 20), ...numbered('person', 15, 17)];
  const queued = ['one', 'two', 'three'].map((each) => `mail.${each}@example.org`);
  const expected = [
    ...before,
    ...[...invited, ...queued].map((to) => `${to} invitation`),
    'waiting@example.org invitation_reminder',
    'grace@example.org password_reset',
    // The owner signed in above, in a browser that nobody had seen before.
    `${ownerEmail} new_sign_in`,
    ...[ownerEmail, 'ada@example.org'].flatMap((to) => [`${to} digest`, `${to} invitation_bounced`]),
  ];
  const sent = resend.sent.map(
    ({ to, tags = [] }) => `${to} ${tags.find((tag) => tag.name === 'template')?.value}`,
  );
  expect(sent.sort()).toEqual(expected.sort());
});

test('a failed e-mail can be retried, and an early report is applied', async () => {
  const found = await usersByEmail();
  expect(found.get('early@example.org')?.invitation?.delivery).toBe('bounced');
  expect(found.get('failed@example.org')?.invitation?.delivery).toBe('failed');
  const known = resend.sent.length;
  expect(await owner.call(emails.retryFailed, { body: { all: true } })).toEqual({ queued: 1 });
  await vi.waitFor(() => expect(resend.sent.length).toBe(known + 1), patience);
  expect(resend.sent.at(-1)?.to).toBe('failed@example.org');
});

test('an admin stays signed in and gets the morning digest', async () => {
  const admin = openBrowser(app.url, new Map([['muster_refresh', facts.refreshToken]]));
  await admin.call(auth.refresh, {});
  const { data: shown } = await admin.call(notifications.list, { query: { limit: 50 } });
  expect(shown.map(({ type }) => type).sort()).toEqual([
    'invitation.bounced',
    ...Array(5).fill('user.activated'),
  ]);
});

test('every waiting webhook is posted once, signed with its old secret', async () => {
  const ids = new Map<string, string[]>();
  for (const request of receiver.received) {
    expect(receiver.verify(request, facts.webhookSecrets[request.path] ?? '')).toEqual(request.body);
    ids.set(request.path, [...(ids.get(request.path) ?? []), request.id]);
  }
  expect([...ids.values()].every((all) => new Set(all).size === all.length)).toBe(true);
  const types = (path: string) => receiver.to(path).map(({ body }) => body.type);
  expect(types('/good').sort()).toEqual([...Array(8).fill('user.deactivated'), 'webhook_endpoint.test']);
  expect(types('/failing')).toEqual(['group.created', 'group.created']);
  expect(types('/hanging')).toEqual(['group.updated']);
  const statuses = await query(`SELECT DISTINCT status FROM webhook_deliveries`);
  expect(statuses).toEqual([{ status: 'succeeded' }]);
  const interrupted = await query(`SELECT d.type FROM webhook_attempts a
    JOIN webhook_deliveries d ON d.id = a.delivery_id WHERE a.error = 'interrupted'`);
  expect(interrupted).toEqual([{ type: 'group.updated' }]);
});

test('old cursors, links, keys and idempotent responses still work', async () => {
  expect(facts.secondPages.length).toBeGreaterThan(5);
  for (const { endpoint, query: second } of facts.secondPages)
    expect({ endpoint, ...(await readPage(owner, endpoint, second)) }).toMatchObject({
      endpoint,
      status: 200,
    });
  const { key, body, answer } = facts.idempotent;
  const headers = { authorization: `Bearer ${facts.apiKey}`, 'idempotency-key': key };
  const path = `${basePath}${users.create.path}`;
  const repeated = await openBrowser(app.url).send({ method: 'POST', path, body, headers });
  expect(repeated).toMatchObject({ status: 201, headers: { 'idempotency-replayed': 'true' } });
  expect((repeated.body as UserAnswer).id).toBe((answer as UserAnswer).id);
  const link = { token: facts.linkToken, firstName: 'Lin', lastName: 'Ked', password };
  const { me } = await openBrowser(app.url).call(activation.accept, { body: link });
  expect(me.user.email).toBe('linked@example.org');
});
