import { randomBytes } from 'node:crypto';
import {
  chmod,
  chown,
  link,
  mkdir,
  open,
  readdir,
  readFile,
  realpath,
  rename,
  rm,
  stat,
} from 'node:fs/promises';
import path from 'node:path';
import { EmbeddedDatabaseError, findClosedFolder, runProgram, type ServerAccount } from './account.ts';
import { isAlive } from './process.ts';
import { ancestorsOf, type Programs } from './programs.ts';

/** The name of the role that owns the bundled server. */
export const ROLE = 'muster';

/** The major version of the bundled PostgreSQL. */
const MAJOR_VERSION = '18';

const PASSWORD_FILE = 'postgres.password';

/** A data folder that is ready for the account PostgreSQL runs as. */
export interface Folder {
  /** Absolute path without symbolic links. */
  dataDir: string;
  /** PostgreSQL's own folder inside the data folder. */
  cluster: string;
  account: ServerAccount;
}

/**
 * Creates the data folder if missing, and checks that PostgreSQL's account can reach it.
 *
 * @param dataDir path of the data folder
 * @throws EmbeddedDatabaseError if a parent folder is closed to the account, or the folder belongs to someone
 * else
 */
export async function prepareFolder(dataDir: string, account: ServerAccount): Promise<Folder> {
  await mkdir(dataDir, { recursive: true, mode: 0o711 });
  const real = await realpath(dataDir);
  const folder = { dataDir: real, cluster: path.join(real, 'postgres'), account };
  await openOwnFolder(folder);
  const closed = await findClosedFolder(ancestorsOf(real), account);
  if (closed) {
    throw new EmbeddedDatabaseError(
      `PostgreSQL runs as the user "postgres" (it refuses root), which cannot enter ${closed}: set DATA_DIR to a folder that everyone can enter, such as /var/lib/muster, or allow it with: chmod o+x ${closed}`,
    );
  }
  const cluster = await stat(folder.cluster).catch(() => null);
  const owner = account?.uid ?? process.getuid?.();
  if (cluster && owner !== undefined && cluster.uid !== owner) {
    throw new EmbeddedDatabaseError(
      `${folder.cluster} belongs to another user (number ${cluster.uid}): start Muster as the user who created it, or set DATA_DIR to another folder.`,
    );
  }
  return folder;
}

/**
 * Returns the password of the bundled server: generated once, stored in the data folder, readable by Muster's
 * user only.
 *
 * @throws EmbeddedDatabaseError if there is a database but its password file is missing
 */
export async function readPassword({ dataDir, cluster }: Folder): Promise<string> {
  const file = path.join(dataDir, PASSWORD_FILE);
  const kept = await readFile(file, 'utf8').catch(() => null);
  if (kept) return kept;
  if (await stat(cluster).catch(() => null)) {
    throw new EmbeddedDatabaseError(
      `${file} is missing, but it holds the password of the database in ${cluster}: restore it from a backup.`,
    );
  }
  const draft = `${file}.${process.pid}`;
  await writeDurably(draft, randomBytes(24).toString('base64url'));
  // `link` fails if the name exists, so of two concurrent first starts exactly one password wins.
  await link(draft, file).catch(() => undefined);
  await rm(draft, { force: true });
  return readFile(file, 'utf8');
}

/**
 * Creates PostgreSQL's folder with `initdb` unless it exists. It appears by an atomic rename, so an
 * interrupted first start leaves nothing incomplete behind.
 *
 * @throws EmbeddedDatabaseError if `initdb` fails, or the folder was created by another major version
 */
export async function initialise(folder: Folder, programs: Programs): Promise<void> {
  const version = await readFile(path.join(folder.cluster, 'PG_VERSION'), 'utf8').catch(() => null);
  if (version?.trim() === MAJOR_VERSION) return;
  if (version) {
    throw new EmbeddedDatabaseError(
      `${folder.cluster} was created by PostgreSQL ${version.trim()}, and this Muster includes ${MAJOR_VERSION}: move the data with pg_dump, see docs/guides/operating.md.`,
    );
  }
  const password = await readPassword(folder);
  await removeLeftovers(folder);
  const half = `${folder.cluster}.${process.pid}`;
  const passwordFile = `${half}.password`;
  await rm(half, { recursive: true, force: true });
  await mkdir(half, { mode: 0o700 });
  await writeDurably(passwordFile, password);
  for (const made of folder.account ? [half, passwordFile] : []) {
    await chown(made, folder.account?.uid ?? 0, folder.account?.gid ?? 0);
  }
  try {
    const args = [`--pgdata=${half}`, `--pwfile=${passwordFile}`, `--username=${ROLE}`, ...INITDB_FLAGS];
    const { code, output } = await runProgram(programs.initdb, args, { account: folder.account, cwd: half });
    if (code !== 0)
      throw new EmbeddedDatabaseError(`PostgreSQL could not create its folder: ${lastLine(output)}`);
    await rename(half, folder.cluster).catch(async (error) => {
      if (!(await stat(folder.cluster).catch(() => null))) throw error;
    });
  } finally {
    await rm(half, { recursive: true, force: true });
    await rm(passwordFile, { force: true });
  }
}

/** Returns the last non-empty line of a program's output. */
export function lastLine(output: string): string {
  return output.trim().split('\n').at(-1)?.trim() || 'it printed nothing';
}

// The built-in locale sorts by code point and is the same on every system; texts use ICU collations.
const INITDB_FLAGS = [
  '--auth=scram-sha-256',
  '--encoding=UTF8',
  '--locale=C',
  '--locale-provider=builtin',
  '--builtin-locale=C.UTF-8',
  '--no-instructions',
];

/** Lets the account enter our own data folder; a folder with other contents stays unchanged. */
async function openOwnFolder({ dataDir, account }: Folder): Promise<void> {
  const { mode } = await stat(dataDir);
  if (!account || (mode & 0o011) === 0o011) return;
  const names = await readdir(dataDir);
  if (names.length === 0 || names.includes(PASSWORD_FILE)) await chmod(dataDir, (mode & 0o777) | 0o011);
}

/** Removes the leftovers of starts that were killed during `initdb`. */
async function removeLeftovers({ dataDir }: Folder): Promise<void> {
  for (const name of await readdir(dataDir)) {
    const pid = /^postgres\.(\d+)(\.password)?$/.exec(name)?.[1];
    if (pid && !isAlive(Number(pid))) await rm(path.join(dataDir, name), { recursive: true, force: true });
  }
}

async function writeDurably(file: string, text: string): Promise<void> {
  const handle = await open(file, 'w', 0o600);
  try {
    await handle.writeFile(text);
    await handle.sync();
  } finally {
    await handle.close();
  }
}
