import type { Client } from 'pg';
import { isAlive } from './process.ts';
import { clientFor, type Place } from './server.ts';

/** Who uses the server: the one app, or a command of the operator, of which there may be many. */
export type Role = 'app' | 'command';

// Advisory locks of the maintenance database. PostgreSQL drops them when their process dies, however it dies,
// so they can be neither stale nor fooled by a process number that was given out again.
const NAMESPACE = 0x6d757374;
const USERS = 1;
const APP = 2;

/** What became of signing in. */
export type Joined =
  | { kind: 'joined'; client: Client }
  /** Another app uses the folder; its process number. */
  | { kind: 'taken'; pid: number }
  /** The server is just being stopped, or a killed app's lock not yet dropped: ask again. */
  | { kind: 'closing' };

/**
 * Signs this process in as a user of the server, for as long as the answer's connection is open.
 *
 * @param port where the server listens
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
    // The server went away meanwhile.
  }
  if (joined.kind !== 'joined') await client.end().catch(() => undefined);
  return joined;
}

/**
 * Signs this process out and says whether it was the last user, so that it has to stop the server. While it
 * holds the answer `true`, nobody else can sign in.
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

/** The process number of the app that holds the lock, or `null` when it let go since. */
async function findApp(client: Client): Promise<number | null> {
  const { rows } = await client.query<{ name: string }>(
    `select a.application_name as name from pg_locks l join pg_stat_activity a using (pid)
     where l.locktype = 'advisory' and l.classid = ${NAMESPACE} and l.objid = ${APP} and l.granted`,
  );
  return Number(rows[0]?.name.split(' ').at(-1)) || null;
}
