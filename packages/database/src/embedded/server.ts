import { spawnSync } from 'node:child_process';
import { readFile, rename, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';
import { EmbeddedDatabaseError, runProgram } from './account.ts';
import { type Folder, initialise, lastLine, ROLE } from './folder.ts';
import { servesFolder } from './process.ts';
import type { Programs } from './programs.ts';

/** The address the bundled server listens on: this machine only. */
export const LOOPBACK = '127.0.0.1';

/** The state of a folder's server. */
export type ServerState =
  | { kind: 'ready'; port: number }
  /** It is starting, recovering or stopping: try again. */
  | { kind: 'busy' }
  | { kind: 'absent' };

/** A folder with everything needed to run its server. */
export interface Place {
  folder: Folder;
  programs: Programs;
  password: string;
  /** PostgreSQL settings that override the ones below, for tests. */
  settings: Readonly<Record<string, string>>;
}

const PID_FILE = 'postmaster.pid';

/** How long a server may take to start or stop, in seconds. Recovery after a crash takes longest. */
const PATIENCE_SECONDS = 300;

/** Sized for a small machine. Durability stays at PostgreSQL's defaults. */
const SETTINGS = {
  listen_addresses: LOOPBACK,
  unix_socket_directories: '',
  max_connections: '100',
  shared_buffers: '256MB',
  work_mem: '8MB',
  max_wal_size: '1GB',
  wal_compression: 'on',
  io_method: 'sync',
  huge_pages: 'off',
  jit: 'off',
  timezone: 'UTC',
  log_timezone: 'UTC',
  client_connection_check_interval: '10s',
  // Muster logs failed statements itself, redacted; PostgreSQL would write personal data into a file.
  log_min_messages: 'log',
  log_checkpoints: 'off',
};

/**
 * Starts the server unless it is running, and waits until it accepts connections. A server that a killed
 * Muster left behind is reused. Safe to call from several processes at once: PostgreSQL allows only one
 * server per folder.
 *
 * @returns the port it listens on
 * @throws EmbeddedDatabaseError if it cannot start, or a server that does not respond holds the folder
 */
export async function ensureServer(place: Place, log: (line: string) => void): Promise<number> {
  let last: ServerState['kind'] | null = null;
  for (let waited = 0; waited < PATIENCE_SECONDS * 10; waited += 1) {
    const state = await inspectServer(place.folder, place.password);
    if (state.kind === 'ready') {
      if (last === null) log(`using the PostgreSQL that already runs on port ${state.port}`);
      return state.port;
    }
    if (state.kind === 'absent') await launch(place, log);
    else await sleep(100);
    last = state.kind;
  }
  throw new EmbeddedDatabaseError(
    `A PostgreSQL server holds ${place.folder.cluster} but does not answer: see server.log in it.`,
  );
}

/**
 * Checks whether the folder's server is running, by its `postmaster.pid` and by connecting to it. Removes a
 * `postmaster.pid` whose id now belongs to another process.
 *
 * @throws EmbeddedDatabaseError if the server refuses the stored password
 */
export async function inspectServer({ cluster }: Folder, password: string): Promise<ServerState> {
  const pidFile = path.join(cluster, PID_FILE);
  const { pid, port } = await readPidFile(cluster);
  if (!pid) return { kind: 'absent' };
  if (!(await servesFolder(pid, cluster))) {
    await rm(pidFile, { force: true });
    return { kind: 'absent' };
  }
  return port && (await answers(cluster, port, password)) ? { kind: 'ready', port } : { kind: 'busy' };
}

/**
 * Stops the server: rolls back running transactions, closes connections, flushes everything. Does nothing if
 * it is not running.
 *
 * @throws EmbeddedDatabaseError if it is still running after `PATIENCE_SECONDS`
 */
export async function stopServer({ folder, programs, password }: Place): Promise<void> {
  const args = ['stop', '-D', folder.cluster, '-m', 'fast', '-w', '-t', String(PATIENCE_SECONDS)];
  const { pid } = await readPidFile(folder.cluster);
  const { code, output } = await runProgram(programs.pgCtl, args, {
    account: folder.account,
    cwd: folder.cluster,
  });
  if (code === 0 || (await inspectServer(folder, password)).kind === 'absent') {
    // The pid file disappears a moment before the process. After this, the folder can be moved or removed.
    while (await servesFolder(pid, folder.cluster)) await sleep(10);
    return;
  }
  throw new EmbeddedDatabaseError(`PostgreSQL did not stop: ${lastLine(output)}`);
}

/** Tells the server to stop without waiting, for a process that is about to exit. */
export function stopServerAtExit({ folder, programs }: Place): void {
  const args = ['stop', '-D', folder.cluster, '-m', 'fast', '-W'];
  spawnSync(programs.pgCtl, args, { ...(folder.account ?? {}), cwd: folder.cluster, stdio: 'ignore' });
}

/** Creates a client for the folder's server, not yet connected. */
export function clientFor(port: number, password: string, database: string, name: string): Client {
  return new Client({ host: LOOPBACK, port, user: ROLE, password, database, application_name: name });
}

async function readPidFile(cluster: string): Promise<{ pid: number; port: number }> {
  const lines = (await readFile(path.join(cluster, PID_FILE), 'utf8').catch(() => '')).split('\n');
  return { pid: Number(lines[0]) || 0, port: Number(lines[3]) || 0 };
}

async function answers(cluster: string, port: number, password: string): Promise<boolean> {
  const client = clientFor(port, password, 'postgres', 'muster probe');
  client.on('error', () => undefined);
  try {
    await client.connect();
    const { rows } = await client.query<{ folder: string }>(
      `select current_setting('data_directory') as folder`,
    );
    return rows[0]?.folder === cluster;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === '28P01') {
      throw new EmbeddedDatabaseError(
        `The PostgreSQL of ${cluster} refuses the password in ${path.dirname(cluster)}/postgres.password: restore that file from a backup.`,
      );
    }
    return false;
  } finally {
    await client.end().catch(() => undefined);
  }
}

async function launch(place: Place, log: (line: string) => void): Promise<void> {
  const { folder, programs } = place;
  await initialise(folder, programs);
  const port = await choosePort(folder);
  const settings = Object.entries({ ...SETTINGS, port: String(port), ...place.settings });
  const flags = settings.map(([name, value]) => `-c ${name}=${value || "''"}`).join(' ');
  const logFile = path.join(folder.cluster, 'server.log');
  await rename(logFile, `${logFile}.1`).catch(() => undefined);
  const args = [
    'start',
    '-D',
    folder.cluster,
    '-w',
    '-t',
    String(PATIENCE_SECONDS),
    '-l',
    logFile,
    '-o',
    flags,
  ];
  // pg_ctl starts the server in its own session, so Ctrl-C at the terminal does not reach it.
  const { code } = await runProgram(programs.pgCtl, args, { account: folder.account, cwd: folder.cluster });
  if (code === 0) {
    log(`started PostgreSQL on port ${port}, data in ${folder.cluster}`);
    return;
  }
  // Another process may have started the server, or taken the port, since the last check.
  const { kind } = await inspectServer(folder, place.password);
  if (kind !== 'absent' || !(await isFree(port))) return;
  const printed = await readFile(logFile, 'utf8').catch(() => '');
  const reason = printed.split('\n').findLast((line) => /FATAL|PANIC/.test(line)) ?? lastLine(printed);
  throw new EmbeddedDatabaseError(`PostgreSQL did not start: ${reason.trim()} (see ${logFile})`);
}

/** The port of the last start if it is free, so that connected tools keep working; otherwise any free one. */
async function choosePort({ dataDir }: Folder): Promise<number> {
  const file = path.join(dataDir, 'postgres.port');
  const kept = Number(await readFile(file, 'utf8').catch(() => ''));
  if (kept && (await isFree(kept))) return kept;
  const port = (await listenOnce(0)) ?? 0;
  await writeFile(`${file}.${process.pid}`, String(port), { mode: 0o600 });
  await rename(`${file}.${process.pid}`, file);
  return port;
}

async function isFree(port: number): Promise<boolean> {
  return (await listenOnce(port)) !== null;
}

function listenOnce(port: number): Promise<number | null> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(null));
    server.listen({ port, host: LOOPBACK, exclusive: true }, () => {
      const address = server.address();
      const found = typeof address === 'object' && address ? address.port : null;
      server.close(() => resolve(found));
    });
  });
}
