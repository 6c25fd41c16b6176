import { execFile } from 'node:child_process';
import { readlink } from 'node:fs/promises';
import { promisify } from 'node:util';

/**
 * Whether a process with this id exists, no matter who owns it.
 *
 * @param pid process id
 */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

/**
 * Whether the process with this id is the PostgreSQL server of this folder, and not another process that
 * reused the id. A server's working directory is its folder; if that cannot be read, its command line names
 * the folder.
 *
 * @param pid process id, or 0 for none
 * @param cluster absolute path of PostgreSQL's folder, without symbolic links
 */
export async function servesFolder(pid: number, cluster: string): Promise<boolean> {
  if (pid <= 0 || !isAlive(pid)) return false;
  if (process.platform === 'linux') {
    const folder = await readlink(`/proc/${pid}/cwd`).catch(() => null);
    return folder === cluster;
  }
  // Windows has no `ps`; there PostgreSQL's own lock on its folder decides.
  if (process.platform === 'win32') return true;
  const listed = await promisify(execFile)('ps', ['-p', String(pid), '-o', 'command=']).catch(() => null);
  return listed?.stdout.includes(cluster) ?? false;
}
