import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Client } from 'pg';
import { EmbeddedDatabaseError, findServerAccount } from './account.ts';
import { type Folder, prepareFolder, ROLE, readPassword } from './folder.ts';
import { findPrograms } from './programs.ts';
import {
  clientFor,
  ensureServer,
  inspectServer,
  LOOPBACK,
  type Place,
  stopServer,
  stopServerAtExit,
} from './server.ts';
import { joinServer, leaveServer, type Role } from './session.ts';

export { EmbeddedDatabaseError };

/** The bundled PostgreSQL in use by this process. */
export interface EmbeddedDatabase {
  /** The URL of the database `muster`, including the password: not for logs. */
  url: string;
  /**
   * Ends this process's use of the server. An app stops it (running statements are cancelled, so drain
   * first); a command stops it only if nobody else uses it. Later calls return the promise of the first one.
   *
   * @throws EmbeddedDatabaseError if the server does not stop
   */
  stop(): Promise<void>;
}

/** Options for the bundled PostgreSQL. */
export interface EmbeddedOptions {
  /** The data folder; PostgreSQL's own is `postgres` in it. Created if missing. */
  dataDir: string;
  /** Receives one line per notable step. */
  log?: (line: string) => void;
  /**
   * `app` (default): fails if another app keeps using the folder. `command`: joins other users of the folder.
   */
  role?: Role;
  /** How long an app waits for another app on the folder to stop, in milliseconds; 10 seconds by default. */
  patience?: number;
  /** Extra PostgreSQL settings for tests (`fsync: 'off'`); applied when the server starts. */
  settings?: Readonly<Record<string, string>>;
}

const DATABASE = 'muster';

/**
 * Starts the bundled PostgreSQL on a folder, or takes over a server that a killed app left running there. The
 * server outlives this process, listens on 127.0.0.1 only, and is restarted if it dies.
 *
 * @throws EmbeddedDatabaseError, one line for the operator, if another app uses the folder, a folder above it
 *   is closed to PostgreSQL, or the server does not start
 */
export async function startEmbedded(options: EmbeddedOptions): Promise<EmbeddedDatabase> {
  const { role = 'app', log = () => undefined, settings = {}, patience = 10_000 } = options;
  const account = await findServerAccount();
  const folder = await prepareFolder(path.resolve(options.dataDir), account);
  const place = {
    folder,
    programs: await findPrograms(folder.dataDir, account),
    password: await readPassword(folder),
    settings,
  };
  let current = await join(place, role, log, patience);
  let stopping: Promise<void> | null = null;
  let rejoining: Promise<void> | null = null;

  const watch = () =>
    current.client.once('end', () => {
      if (!stopping) rejoining = rejoin();
    });
  const rejoin = async () => {
    log('the bundled PostgreSQL went away, starting it again');
    while (!stopping) {
      const next = await join(place, role, log, 0).catch((error: Error) => log(error.message));
      if (next) {
        current = next;
        watch();
        return;
      }
      await sleep(1000, undefined, { ref: false });
    }
  };
  const stop = async () => {
    // Waits for a restart in progress: the restarted server would otherwise outlive the stop.
    await rejoining;
    await leave(place, role, current.client);
  };
  watch();
  // For a process that exits without calling stop, e.g. because it fails to start.
  const atExit = () => role === 'app' && stopServerAtExit(place);
  process.once('exit', atExit);
  return {
    url: urlFor(current.port, place.password),
    stop: () => {
      process.removeListener('exit', atExit);
      stopping ??= stop();
      return stopping;
    },
  };
}

/**
 * Returns the URL of the folder's running server, or `null`. Starts nothing and keeps no connection open.
 *
 * @throws EmbeddedDatabaseError if a server runs there but refuses the stored password
 */
export async function findEmbedded(options: { dataDir: string }): Promise<{ url: string } | null> {
  const account = await findServerAccount();
  const folder: Folder = await prepareFolder(path.resolve(options.dataDir), account);
  const password = await readPassword(folder);
  const state = await inspectServer(folder, password);
  return state.kind === 'ready' ? { url: urlFor(state.port, password) } : null;
}

async function join(place: Place, role: Role, log: (line: string) => void, patience: number) {
  const started = performance.now();
  let announced = 0;
  for (;;) {
    const port = await ensureServer(place, log);
    const joined = await joinServer(place, port, role);
    if (joined.kind === 'joined') {
      await ensureDatabase(joined.client, place, port);
      return { port, client: joined.client };
    }
    if (joined.kind === 'taken') {
      if (performance.now() - started >= patience) throw takenError(place, joined.pid);
      if (announced !== joined.pid) log(`waiting for Muster process ${joined.pid} to let go of the data`);
      announced = joined.pid;
    }
    await sleep(50);
  }
}

function takenError({ folder }: Place, pid: number): EmbeddedDatabaseError {
  return new EmbeddedDatabaseError(
    `Another Muster (process ${pid}) already uses the data in ${folder.dataDir}: stop it, or give this one its own DATA_DIR and PORT.`,
  );
}

async function leave(place: Place, role: Role, client: Client): Promise<void> {
  if (role === 'app' || (await leaveServer(client))) await stopServer(place);
  await client.end().catch(() => undefined);
}

async function ensureDatabase(client: Client, { password }: Place, port: number): Promise<void> {
  const { rowCount } = await client.query('select from pg_database where datname = $1', [DATABASE]);
  if (rowCount) return;
  // Two processes can get here at once. PostgreSQL refuses the second one, but then the database exists.
  await client.query(`create database ${DATABASE}`).catch(async (error) => {
    const made = clientFor(port, password, DATABASE, 'muster probe');
    await made.connect().catch(() => Promise.reject(error));
    await made.end();
  });
}

function urlFor(port: number, password: string): string {
  return `postgresql://${ROLE}:${password}@${LOOPBACK}:${port}/${DATABASE}`;
}
