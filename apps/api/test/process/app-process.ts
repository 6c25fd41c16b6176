import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, realpathSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { servesFolder } from '@muster/database/embedded/process';

const root = fileURLToPath(new URL('../../../../', import.meta.url));
// What `npm start` runs: built on the way, unless it was built already.
const built = JSON.parse(
  execFileSync(process.execPath, ['tools/start/build-api.ts'], { cwd: root, encoding: 'utf8' }),
) as { program: string; flags: string[]; env: NodeJS.ProcessEnv };
const commandLine = join(root, 'apps/api/src/cli.ts');
// Whoever starts the app may be killed, too (Ctrl-C on the tests); the app must not outlive it.
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

/** How a process ended and what it wrote. */
export interface Ended {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** One running (or ended) process of the product. */
export interface AppProcess {
  readonly url: string;
  readonly pid: number;
  /** What it wrote on stdout until now. */
  stdout(): string;
  /** Resolves when stdout has what is looked for; rejects when the process ends first. */
  printed(pattern: RegExp): Promise<RegExpExecArray>;
  readonly ended: Promise<Ended>;
  /** SIGTERM, and waits for the end. */
  stop(): Promise<Ended>;
  /** SIGKILL, and waits for the end. */
  kill(): Promise<Ended>;
}

export interface StartOptions {
  /** Settings on top of those that any test needs. */
  readonly environment?: NodeJS.ProcessEnv;
  readonly args?: readonly string[];
}

/**
 * Starts a real process of the product and waits until it serves.
 * @param options.environment must name `DATA_DIR` and `PORT`
 */
export async function startApp(options: StartOptions): Promise<AppProcess> {
  const app = launchApp(options);
  await app.printed(/Muster is ready at/);
  return app;
}

/** Starts a real process of the product without waiting for anything. */
export function launchApp({ environment = {}, args = [] }: StartOptions): AppProcess {
  const child = launch([...built.flags, built.program, ...args], { ...built.env, ...environment });
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
    url: `http://127.0.0.1:${environment.PORT}`,
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

/** Runs the operator's command line to its end. */
export function runMuster(args: readonly string[], environment: NodeJS.ProcessEnv): Promise<Ended> {
  return launch([commandLine, ...args], environment).ended;
}

function launch(args: readonly string[], environment: NodeJS.ProcessEnv) {
  const process = spawn(globalThis.process.execPath, ['--import', exitWithParent, ...args], {
    cwd: root,
    // Nothing of the tests' own environment, nor of an `.env` in the clone: that would be another configuration.
    env: {
      ...unset,
      PATH: globalThis.process.env.PATH,
      RATE_LIMIT_PER_MINUTE: '1000000',
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

/** A folder of its own for one installation, and how to look into and remove it. */
export interface DataFolder {
  readonly path: string;
  /** The number of the bundled PostgreSQL's process, if its file says that it runs. */
  postgresPid(): number | null;
  /** Whether the process with this number is a PostgreSQL that runs on this folder. */
  isServedBy(pid: number): Promise<boolean>;
  remove(): void;
}

/** Makes an empty data folder. */
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

/** A port of this machine that nobody uses. */
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
