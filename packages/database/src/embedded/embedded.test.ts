import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import { type EmbeddedDatabase, findEmbedded, startEmbedded } from './embedded.ts';
import { servesFolder } from './process.ts';

const isRoot = process.getuid?.() === 0;
const opened: EmbeddedDatabase[] = [];
const children: ChildProcess[] = [];
let dataDir: string;

beforeAll(async () => {
  dataDir = await mkdtemp(path.join(tmpdir(), 'muster-embedded-'));
});

afterEach(async () => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
  await Promise.all(opened.splice(0).map((database) => database.stop()));
});

afterAll(async () => {
  await rm(dataDir, { recursive: true, force: true });
});

async function start(role: 'app' | 'command' = 'app'): Promise<EmbeddedDatabase> {
  const database = await startEmbedded({ dataDir, role });
  opened.push(database);
  return database;
}

async function ask(url: string, sql: string): Promise<Record<string, unknown>[]> {
  const client = new Client({ connectionString: url });
  await client.connect();
  return client.query(sql).then(
    ({ rows }) => client.end().then(() => rows),
    (error) => client.end().then(() => Promise.reject(error)),
  );
}

/** Starts another process that uses the folder as an app and runs the code; returns the lines it prints. */
function startElsewhere(code: string, patience = 0): { child: ChildProcess; lines: string[] } {
  const source = `
    import { startEmbedded } from ${JSON.stringify(new URL('./embedded.ts', import.meta.url).href)};
    import pg from ${JSON.stringify(import.meta.resolve('pg'))};
    try {
      const database = await startEmbedded({ dataDir: ${JSON.stringify(dataDir)}, patience: ${patience},
        log: (line) => line.startsWith('waiting') && console.log('waiting') });
      ${code}
    } catch (error) {
      console.log(error.message);
      process.exit(1);
    }`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', source], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  children.push(child);
  const lines: string[] = [];
  child.stdout.setEncoding('utf8').on('data', (text: string) => lines.push(...text.trim().split('\n')));
  return { child, lines };
}

async function serverPid(): Promise<number> {
  return Number((await readFile(path.join(dataDir, 'postgres', 'postmaster.pid'), 'utf8')).split('\n')[0]);
}

test('the first start creates a durable UTF-8 database that only this machine can reach', async () => {
  const { url } = await start();
  const [row] = await ask(
    url,
    `select current_database() as name, current_setting('listen_addresses') as address,
       current_setting('fsync') as fsync, current_setting('server_encoding') as encoding,
       'a' collate "und-x-icu" < 'B' collate "und-x-icu" as icu`,
  );
  expect(row).toEqual({ name: 'muster', address: '127.0.0.1', fsync: 'on', encoding: 'UTF8', icu: true });
  expect((await stat(path.join(dataDir, 'postgres.password'))).mode & 0o777).toBe(0o600);
  const wrong = url.replace(/:[^:@/]+@/, ':wrong@');
  await expect(ask(wrong, 'select 1')).rejects.toThrow('password authentication failed');
});

test('a normal stop leaves no server behind, and a second stop returns the first one', async () => {
  const database = await start();
  const pid = await serverPid();
  await Promise.all([database.stop(), database.stop()]);
  expect(await servesFolder(pid, path.join(dataDir, 'postgres'))).toBe(false);
  expect(await findEmbedded({ dataDir })).toBeNull();
});

test('an app that exits without stopping also ends its server', async () => {
  const { child } = startElsewhere('process.exit(3);');
  expect(await once(child, 'exit')).toEqual([3, null]);
  await vi.waitFor(async () => expect(await findEmbedded({ dataDir })).toBeNull(), 10_000);
});

test('after a kill -9 of the app the next start finds every row that was committed', async () => {
  const { child, lines } = startElsewhere(`
    const client = new pg.Client(database.url);
    await client.connect();
    await client.query('drop table if exists kept; create table kept (n int primary key)');
    for (let n = 1; ; n += 1) {
      await client.query('insert into kept values ($1)', [n]);
      console.log(n);
    }`);
  await vi.waitUntil(() => lines.length > 50, { timeout: 20_000, interval: 5 });
  child.kill('SIGKILL');
  await once(child, 'exit');
  const orphan = await serverPid();

  const { url, stop } = await start();
  const answered = lines.map(Number).filter(Number.isInteger).length;
  const [row] = await ask(url, 'select count(*)::int as count, max(n) as last from kept');
  expect(row?.count).toBeGreaterThanOrEqual(answered);
  expect(row?.count).toBe(row?.last);
  expect(await serverPid()).toBe(orphan);
  await stop();
  expect(await servesFolder(orphan, path.join(dataDir, 'postgres'))).toBe(false);
}, 30_000);

test('a second app on the same folder is refused in one line that names the first', async () => {
  await start();
  const { child, lines } = startElsewhere('');
  const [code] = await once(child, 'exit');
  expect(code).toBe(1);
  expect(lines).toEqual([
    expect.stringMatching(
      new RegExp(`^Another Muster \\(process ${process.pid}\\) already uses the data in .*DATA_DIR`),
    ),
  ]);
});

test('an app that starts while another one is stopping waits for it', async () => {
  const first = await start();
  const waiting = startElsewhere(`console.log('mine'); await database.stop();`, 20_000);
  // Listens from the start, because it may exit before our own stop has returned.
  const ended = once(waiting.child, 'exit');
  await vi.waitUntil(() => waiting.lines.includes('waiting'), { timeout: 20_000 });
  await first.stop();
  const [code] = await ended;
  expect(code).toBe(0);
  expect(waiting.lines).toEqual(['waiting', 'mine']);
});

test('exactly one of several apps started at the same moment gets the folder', async () => {
  const rivals = Array.from({ length: 4 }, () =>
    startElsewhere(`console.log('mine'); setInterval(() => undefined, 1000);`),
  );
  await vi.waitUntil(() => rivals.every(({ lines }) => lines.length > 0), { timeout: 20_000 });
  const said = rivals.map(({ lines }) => lines[0]);
  expect(said.filter((line) => line === 'mine')).toHaveLength(1);
  expect(said.filter((line) => line?.startsWith('Another Muster'))).toHaveLength(3);
  for (const { child } of rivals) {
    child.kill('SIGKILL');
    if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
  }
  await (await start()).stop();
}, 30_000);

test('a command joins the running app and leaves its server alone', async () => {
  const app = await start();
  const command = await start('command');
  expect(command.url).toBe(app.url);
  await command.stop();
  expect(await findEmbedded({ dataDir })).toEqual({ url: app.url });
});

test('the last of the commands stops the server that they started', async () => {
  const first = await start('command');
  const second = await start('command');
  await first.stop();
  expect(await ask(second.url, 'select 1 as one')).toEqual([{ one: 1 }]);
  await second.stop();
  expect(await findEmbedded({ dataDir })).toBeNull();
});

test('an app that starts while a command runs shares its server and keeps it', async () => {
  const command = await start('command');
  const app = await start();
  await command.stop();
  expect(await ask(app.url, 'select 1 as one')).toEqual([{ one: 1 }]);
});

test('a pid file whose id was reused by another process does not prevent a start', async () => {
  const cluster = path.join(dataDir, 'postgres');
  const file = path.join(cluster, 'postmaster.pid');
  await writeFile(file, [process.pid, cluster, 0, 1, '', '127.0.0.1', '', 'ready', ''].join('\n'));
  const { url } = await start();
  expect(await ask(url, 'select 1 as one')).toEqual([{ one: 1 }]);
});

test('a server that dies is restarted on the same address', async () => {
  const { url } = await start();
  const pid = await serverPid();
  process.kill(pid, 'SIGKILL');
  await vi.waitFor(async () => expect(await ask(url, 'select 1 as one')).toEqual([{ one: 1 }]), 20_000);
  expect(await serverPid()).not.toBe(pid);
}, 30_000);

test('a stop during a restart leaves no server behind', async () => {
  const log: string[] = [];
  const database = await startEmbedded({ dataDir, log: (line) => log.push(line) });
  process.kill(await serverPid(), 'SIGKILL');
  await vi.waitUntil(() => log.some((line) => line.includes('starting it again')), { interval: 1 });
  await database.stop();
  expect(await findEmbedded({ dataDir })).toBeNull();
  // Any process that still started a server would be done by then.
  await sleep(1500);
  expect(await findEmbedded({ dataDir })).toBeNull();
}, 30_000);

test.runIf(isRoot)('as root, an inaccessible parent folder is reported with advice', async () => {
  const closed = await mkdtemp(path.join(tmpdir(), 'muster-closed-'));
  await chmod(closed, 0o700);
  try {
    const refused = startEmbedded({ dataDir: path.join(closed, 'data') });
    await expect(refused).rejects.toThrow(
      new RegExp(`^PostgreSQL runs as .*${closed}: set DATA_DIR [^\\n]*$`),
    );
  } finally {
    await rm(closed, { recursive: true });
  }
});

test('a lost password file is reported, not replaced', async () => {
  const file = path.join(dataDir, 'postgres.password');
  const password = await readFile(file, 'utf8');
  await rm(file);
  await expect(start()).rejects.toThrow(`${file} is missing`);
  await writeFile(file, password, { mode: 0o600 });
});
