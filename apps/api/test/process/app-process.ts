import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, realpathSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { servesFolder } from '@muster/database/embedded/process';
import { rememberInstallation } from './installations.ts';

const root = fileURLToPath(new URL('../../../../', import.meta.url));
// The program that `npm start` runs; built here if necessary.
const built = JSON.parse(
  execFileSync(process.execPath, ['tools/start/build-api.ts'], { cwd: root, encoding: 'utf8' }),
) as { program: string; commandLine: string; flags: string[]; env: NodeJS.ProcessEnv };
// The test process may be killed, too (Ctrl-C on the tests); the app must not outlive it.
const exitWithParent = pathToFileURL(join(root, 'tools/start/exit-with-parent.mjs')).href;

const unset = Object.fromEntries(
  [
    ...[
      'NODE_ENV',
      'HOST',
      'PUBLIC_URL',
      'DATABASE_URL',
      'DATABASE_POOL',
      'SECRET_KEY',
      'TRUST_PROXY',
      'SIGN_UP',
    ],
    ...['ALLOW_MAILBOX', 'MAIL_FROM', 'SMTP_URL', 'RESEND_API_KEY', 'RESEND_BASE_URL', 'RESEND_RATE'],
    ...['RESEND_WEBHOOK_SECRET', 'WEBHOOKS_ALLOW_PRIVATE'],
  ].map((name) => [name, '']),
);

/** The exit of a process, and its output. */
export interface Ended {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A running or finished process of the product. */
export interface AppProcess {
  readonly url: string;
  readonly pid: number;
  /** Its output on stdout so far. */
  stdout(): string;
  /** Resolves when stdout matches the pattern; rejects if the process ends first. */
  printed(pattern: RegExp): Promise<RegExpExecArray>;
  readonly ended: Promise<Ended>;
  /** Sends SIGTERM and waits for the exit. */
  stop(): Promise<Ended>;
  /** Sends SIGKILL and waits for the exit. */
  kill(): Promise<Ended>;
}

export interface StartOptions {
  /** Settings in addition to those that every test needs. */
  readonly environment?: NodeJS.ProcessEnv;
  readonly args?: readonly string[];
}

/**
 * Starts a real process of the product and waits until it is ready.
 * @param options.environment must contain `DATA_DIR` and `PORT`
 */
export async function startApp(options: StartOptions): Promise<AppProcess> {
  const app = launchApp(options);
  await app.printed(/Muster is ready at/);
  return app;
}

/** Starts a real process of the product without waiting. */
export function launchApp({ environment = {}, args = [] }: StartOptions): AppProcess {
  const child = launch([...built.flags, built.program, ...args], { ...built.env, ...environment });
  const url = `http://127.0.0.1:${environment.PORT}`;
  rememberInstallation(url, environment);
  const { stdout, ended } = child;
  const lookers = new Set<() => void>();
  child.process.stdout?.on('data', () => {
    for (const look of lookers) look();
  });
  const signal = (name: NodeJS.Signals) => {
    child.process.kill(name);
    return ended;
  };
  return {
    url,
    pid: child.process.pid ?? 0,
    stdout,
    ended,
    stop: () => signal('SIGTERM'),
    kill: () => signal('SIGKILL'),
    printed: (pattern) =>
      new Promise((resolve, reject) => {
        const look = () => {
          const found = pattern.exec(stdout());
          if (!found) return;
          lookers.delete(look);
          resolve(found);
        };
        lookers.add(look);
        look();
        ended.then((end) =>
          reject(new Error(`The app ended before it printed ${pattern}: ${describe(end)}`)),
        );
      }),
  };
}

/** Runs the operator's command line until it exits. */
export function runMuster(args: readonly string[], environment: NodeJS.ProcessEnv): Promise<Ended> {
  return launch([built.commandLine, ...args], environment).ended;
}

function launch(args: readonly string[], environment: NodeJS.ProcessEnv) {
  const process = spawn(globalThis.process.execPath, ['--import', exitWithParent, ...args], {
    cwd: root,
    // Neither the tests' own environment nor an `.env` file in the clone: those would change the
    // configuration.
    env: {
      ...unset,
      PATH: globalThis.process.env.PATH,
      RATE_LIMIT_PER_MINUTE: '1000000',
      NEW_ACCOUNT_DAILY_EMAILS: '1000000',
      SHED_LOAD: 'off',
      LOG_LEVEL: 'warn',
      DEMO: 'off',
      ...environment,
    },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  const output = { stdout: '', stderr: '' };
  process.stdout?.setEncoding('utf8').on('data', (text: string) => {
    output.stdout += text;
  });
  process.stderr?.setEncoding('utf8').on('data', (text: string) => {
    output.stderr += text;
  });
  return { process, stdout: () => output.stdout, ended: endOf(process, output) };
}

function endOf(process: ChildProcess, output: { stdout: string; stderr: string }): Promise<Ended> {
  return new Promise((resolve, reject) => {
    process.once('error', reject);
    process.once('close', (code, signal) => resolve({ code, signal, ...output }));
  });
}

function describe({ code, signal, stderr, stdout }: Ended): string {
  return `${code ?? signal}\n${stderr}\n${stdout.slice(-2000)}`;
}

/** The data folder of one installation. */
export interface DataFolder {
  readonly path: string;
  /** The process id of the bundled PostgreSQL, if its file says that it is running. */
  postgresPid(): number | null;
  /** Whether the process with this id is a PostgreSQL that uses this folder. */
  isServedBy(pid: number): Promise<boolean>;
  remove(): void;
}

/** Creates an empty data folder. */
export function makeDataFolder(): DataFolder {
  const path = mkdtempSync(join(realpathSync(tmpdir()), 'muster-process-'));
  return {
    path,
    postgresPid() {
      const file = join(path, 'postgres/postmaster.pid');
      return existsSync(file) ? Number(readFileSync(file, 'utf8').split('\n')[0]) : null;
    },
    isServedBy: (pid) => servesFolder(pid, join(path, 'postgres')),
    remove: () => rmSync(path, { recursive: true, force: true }),
  };
}

/** A free port of this machine. */
export function freePort(): Promise<string> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(String(typeof address === 'object' ? address?.port : 0)));
    });
  });
}
