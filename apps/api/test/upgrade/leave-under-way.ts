import { writeFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { auth } from '@muster/contracts/access/auth';
import { account } from '@muster/contracts/account/account';
import { apiKeys } from '@muster/contracts/integrations/api-keys';
import { webhookEndpoints } from '@muster/contracts/integrations/webhook-endpoints';
import { notifications } from '@muster/contracts/mail/notifications';
import { type BulkAction, bulkOperations } from '@muster/contracts/people/bulk-operations';
import { groups } from '@muster/contracts/people/groups';
import { userImports } from '@muster/contracts/people/user-imports';
import { users } from '@muster/contracts/people/users';
import { buildApp } from '../../src/app.ts';
import { readConfig } from '../../src/config.ts';
import { openDependencies } from '../../src/dependencies.ts';
import { registerJobs } from '../../src/features/index.ts';
import { deliverDue } from '../../src/features/integrations/webhook-deliveries/index.ts';
import { createLogger } from '../../src/platform/logger.ts';
import { type Browser, openBrowser } from '../process/browser.ts';
import { signUp } from '../process/people.ts';
import { openReceiver, type Reply } from '../webhook-receiver.ts';
import { type Facts, ownerEmail, reportSecret, secretKey } from './facts.ts';
import { openOldTransport } from './old-transport.ts';
import { secondPages } from './second-pages.ts';

const colleagues = ['grace', 'alan', 'barbara', 'edsger', 'ken'];

/** The webhook endpoints, their events and responses. */
const endpoints = [
  ['/good', 'user.deactivated'],
  ['/failing', 'group.created'],
  ['/hanging', 'group.updated'],
] as const;
const replies: Readonly<Record<string, Reply>> = { '/failing': 500, '/hanging': 'hang' };

// Refuses too much work at once, so that it is done in small parts; then makes the database unreachable.
const interruptions = `
  CREATE FUNCTION interrupt_import() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    IF NEW.done - OLD.done > 8 THEN RAISE 'too many at once'; END IF;
    IF OLD.done >= 8 AND NEW.done > OLD.done THEN RAISE 'interrupted' USING ERRCODE = '57P01'; END IF;
    RETURN NEW; END $$;
  CREATE TRIGGER interrupt BEFORE UPDATE ON user_imports FOR EACH ROW EXECUTE FUNCTION interrupt_import();
  CREATE FUNCTION interrupt_operation() RETURNS trigger LANGUAGE plpgsql AS $$
    DECLARE before int := OLD.changed + OLD.unchanged + OLD.failed;
      since int := NEW.changed + NEW.unchanged + NEW.failed - before; BEGIN
    IF since > 1 THEN RAISE 'too many at once'; END IF;
    IF before >= 3 AND since > 0 THEN RAISE 'interrupted' USING ERRCODE = '57P01'; END IF;
    RETURN NEW; END $$;
  CREATE TRIGGER interrupt BEFORE UPDATE ON bulk_operations FOR EACH ROW EXECUTE FUNCTION interrupt_operation()`;
const noInterruptions = `
  DROP TRIGGER interrupt ON user_imports; DROP FUNCTION interrupt_import;
  DROP TRIGGER interrupt ON bulk_operations; DROP FUNCTION interrupt_operation`;

/**
 * Fills a migrated database with one of each kind of unfinished work, and then dies in the middle of it.
 * @param databaseUrl the URL of the database
 * @param factsFile where to write the facts for the test
 */
async function leaveUnderWay(databaseUrl: string, factsFile: string): Promise<void> {
  const environment = {
    ...{ NODE_ENV: 'test', PUBLIC_URL: 'https://muster.test', WEBHOOKS_ALLOW_PRIVATE: 'true' },
    ...{ DATABASE_URL: databaseUrl, SECRET_KEY: secretKey, RESEND_WEBHOOK_SECRET: reportSecret },
  };
  const transport = openOldTransport(() => url);
  const deps = await openDependencies({
    ...{ config: readConfig(environment), databaseUrl, log: createLogger('fatal') },
    emailTransport: transport,
  });
  registerJobs(deps);
  const app = await buildApp(deps);
  await app.listen({ host: '127.0.0.1', port: 0 });
  const url = `http://127.0.0.1:${(app.server.address() as AddressInfo).port}`;
  const receiver = await openReceiver(({ path }) => replies[path] ?? 200);
  const { jobs, pool } = deps;

  const owner = await signUp(url, ownerEmail);
  await owner.call(account.update, { body: { invitationReminderDays: [1] } });
  const berlin = await owner.call(groups.create, { body: { name: 'Berlin' } });
  await owner.call(groups.create, { body: { name: 'Office' } });
  await owner.call(groups.create, { body: { name: 'Zurich' } });
  const invite = (email: string, role: 'admin' | 'member' = 'member') =>
    owner.call(users.create, { body: { email, role, sendInvitation: true } });

  // Digests: one admin is notified once a day, the other gets a burst of the same kind.
  await invite('ada@example.org', 'admin');
  for (const name of colleagues) await invite(`${name}@example.org`);
  await jobs.drain();
  const admin = await transport.accept(url, 'ada@example.org');
  await admin.call(notifications.saveSettings, {
    body: { data: [{ event: 'user.activated', inApp: 'daily', email: 'daily' }] },
  });
  for (const name of colleagues) await transport.accept(url, `${name}@example.org`);
  await jobs.drain();

  const people = Array.from({ length: 24 }, (_, index) => ({ email: `person.${index + 1}@example.org` }));
  const { results } = await owner.call(users.batch, { body: { users: people } });
  const idsOf = (from: number, to: number) => results.slice(from - 1, to).map(({ userId = '' }) => userId);
  const { key: apiKey } = await owner.call(apiKeys.create, {
    body: { name: 'HR system', scopes: ['users:read', 'users:write', 'groups:write'] },
  });
  const bulk = async (by: Browser, action: BulkAction, ids: string[], params = {}) => {
    const body = { action, params, ids };
    const headers = by === program ? { authorization: `Bearer ${apiKey}` } : {};
    const answer = await by.send({
      method: 'POST',
      path: `/api/v1${bulkOperations.create.path}`,
      body,
      headers,
    });
    if (answer.status !== 202) throw new Error(answer.text);
    return (answer.body as { id: string }).id;
  };
  const program = openBrowser(url);

  // Webhooks: one was sent, one failed and waits for its next attempt.
  const webhookSecrets: Record<string, string> = {};
  for (const [path, event] of endpoints) {
    const body = { url: `${receiver.url}${path}`, events: [event] };
    webhookSecrets[path] = (await owner.call(webhookEndpoints.create, { body })).secret;
  }
  const undone = await bulk(owner, 'deactivate', idsOf(1, 3));
  await owner.call(groups.create, { body: { name: 'Geneva' } });
  await jobs.drain();
  await deliverDue(deps);

  // E-mails: one is sent and its report came too early, one failed, one waits for a retry.
  for (const name of ['linked', 'waiting', 'early', 'failed', 'delayed']) await invite(`${name}@example.org`);
  await jobs.drain();

  // The half-finished operations: the database becomes unreachable after a few users.
  await pool.query(interruptions);
  const halfDone = await bulk(admin, 'add_to_groups', idsOf(4, 9), { groupIds: [berlin.id] });
  await untilInterrupted(jobs.drain);
  await pool.query('UPDATE accounts SET seat_limit = 200');
  const halfImported = await upload(admin, rowsOf('imported', 20), { sendInvitations: true });
  await untilInterrupted(jobs.drain);
  await pool.query(noInterruptions);

  // The operations that wait in their queue.
  const undoing = (await owner.call(bulkOperations.undo, { params: { id: undone } })).id;
  const byKey = await bulk(program, 'deactivate', idsOf(10, 12));
  const byOldCaller = await bulk(owner, 'deactivate', idsOf(13, 14));
  // The stored format of callers before API keys could start operations.
  await pool.query(
    `UPDATE bulk_operations SET request = request - 'type' - 'permissions' - 'person' WHERE id = $1`,
    [byOldCaller],
  );
  const inviting = await bulk(admin, 'invite', idsOf(15, 17));
  const queuedFile = `${rowsOf('queued', 5)}\nperson.18@example.org,Changed,Berlin\nno address,,`;
  const queuedImport = await upload(admin, queuedFile, {});
  const previewed = await upload(admin, rowsOf('previewed', 3), null);
  for (const name of ['mail.one', 'mail.two', 'mail.three']) await invite(`${name}@example.org`);
  await openBrowser(url).call(auth.forgotPassword, { body: { email: 'grace@example.org' } });
  await jobs.add('invitations.remind', [{}], deps.database);
  await jobs.add('notifications.send-digests', [{}], deps.database);

  const idempotent = {
    key: 'before-the-upgrade',
    body: { email: 'once@example.org', groupIds: [berlin.id] },
  };
  const path = `/api/v1${users.create.path}`;
  const headers = { authorization: `Bearer ${apiKey}`, 'idempotency-key': idempotent.key };
  const { body: answer } = await program.send({ method: 'POST', path, body: idempotent.body, headers });

  // Last, this process dies while an endpoint delays its response and other deliveries wait.
  await owner.call(groups.update, { params: { id: berlin.id }, body: { description: 'Changed' } });
  void deliverDue(deps);
  while (receiver.to('/hanging').length === 0) await new Promise((resolve) => setTimeout(resolve, 20));
  for (const id of idsOf(19, 21)) await owner.call(users.deactivate, { params: { id } });
  const { data } = await owner.call(webhookEndpoints.list, { query: {} });
  const good = data.find((endpoint) => endpoint.url.endsWith('/good'));
  await owner.call(webhookEndpoints.test, { params: { id: good?.id ?? '' } });

  const facts: Facts = {
    ...{ at: new Date().toISOString(), apiKey },
    ...{ refreshToken: admin.cookies.get('muster_refresh') ?? '', webhookSecrets },
    linkToken: transport.tokenFor('linked@example.org'),
    operations: { undone, undoing, halfDone, byKey, byOldCaller, inviting },
    imports: { halfDone: halfImported, queued: queuedImport, previewed },
    repeatedBatch: transport.repeatedBatch(),
    idempotent: { ...idempotent, answer },
    secondPages: await secondPages(owner),
  };
  writeFileSync(factsFile, `${JSON.stringify(facts, null, 2)}\n`);
  process.kill(process.pid, 'SIGKILL');
}

/** Runs jobs until the database becomes unreachable for one of them. */
async function untilInterrupted(drain: () => Promise<void>): Promise<void> {
  const reason = await drain().then(
    () => 'all were done',
    (error: unknown) => String(error),
  );
  if (!reason.includes('interrupted')) throw new Error(`The jobs ended otherwise: ${reason}`);
}

function rowsOf(name: string, count: number): string {
  const rows = Array.from(
    { length: count },
    (_, index) => `${name}.${index + 1}@example.org,${name},Imported`,
  );
  return ['email,first name,groups', ...rows].join('\n');
}

/**
 * Uploads a file, and commits it if options are given.
 * @returns the id of the import
 */
async function upload(by: Browser, content: string, commit: { sendInvitations?: boolean } | null) {
  const file = new File([content], 'users.csv');
  const { id } = await by.call(userImports.create, { form: { mode: 'add_and_update', file } });
  if (commit) await by.call(userImports.commit, { params: { id }, body: commit });
  return id;
}

const [, , databaseUrl = '', factsFile = ''] = process.argv;
await leaveUnderWay(databaseUrl, factsFile);
