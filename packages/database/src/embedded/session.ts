import type { Client } from 'pg';
import { isAlive } from './process.ts';
import { clientFor, type Place } from './server.ts';

/** The kind of user of the server: the one app, or one of any number of operator commands. */
export type Role = 'app' | 'command';

// Advisory locks in the maintenance database. PostgreSQL releases them when their process dies for any
// reason, so they cannot become stale or be confused by a reused process id.
const NAMESPACE = 0x6d757374;
const USERS = 1;
const APP = 2;

/** The result of joining the server. */
export type Joined =
  | { kind: 'joined'; client: Client }
  /** Another app uses the folder; its process id. */
  | { kind: 'taken'; pid: number }
  /** The server is being stopped, or the lock of a killed app is not released yet: try again. */
  | { kind: 'closing' };

/**
 * Registers this process as a user of the server, for as long as the returned connection is open.
 *
 * @param port the port of the server
 */
export async function joinServer(place: Place, port: number, role: Role): Promise<Joined> {
  const client = clientFor(port, place.password, 'postgres', `muster ${role} ${process.pid}`);
  client.on('error', () => undefined);
  let joined: Joined = { kind: 'closing' };
  try {
    await client.connect();
    if (await lock(client, 'pg_try_advisory_lock_shared', USERS)) {
      const isAllowed = role === 'command' || (await lock(client, 'pg_try_advisory_lock', APP));
      const app = isAllowed ? null : await findApp(client);
      if (isAllowed) joined = { kind: 'joined', client };
      else if (app && isAlive(app)) joined = { kind: 'taken', pid: app };
    }
  } catch {
    // The server has stopped in the meantime.
  }
  if (joined.kind !== 'joined') await client.end().catch(() => undefined);
  return joined;
}

/**
 * Unregisters this process and returns whether it was the last user and so has to stop the server. If it
 * returns `true`, nobody else can join.
 */
export async function leaveServer(client: Client): Promise<boolean> {
  try {
    await lock(client, 'pg_advisory_unlock_shared', USERS);
    return await lock(client, 'pg_try_advisory_lock', USERS);
  } catch {
    return false;
  }
}

type LockFunction = 'pg_try_advisory_lock' | 'pg_try_advisory_lock_shared' | 'pg_advisory_unlock_shared';

async function lock(client: Client, verb: LockFunction, key: number): Promise<boolean> {
  const { rows } = await client.query<{ ok: boolean }>(`select ${verb}(${NAMESPACE}, ${key}) as ok`);
  return rows[0]?.ok ?? false;
}

/** The process id of the app that holds the lock, or `null` if it was released in the meantime. */
async function findApp(client: Client): Promise<number | null> {
  const { rows } = await client.query<{ name: string }>(
    `select a.application_name as name from pg_locks l join pg_stat_activity a using (pid)
     where l.locktype = 'advisory' and l.classid = ${NAMESPACE} and l.objid = ${APP} and l.granted`,
  );
  return Number(rows[0]?.name.split(' ').at(-1)) || null;
}
