import { startEmbedded } from '@muster/database/embedded/embedded';
import { isUnavailable } from '@muster/database/failures';
import closeWithGrace from 'close-with-grace';
import type { Logger } from 'pino';
import { buildApp } from './app.ts';
import { ConfigError, readConfig, readEnvironment } from './config.ts';
import { findRisks } from './config-risks.ts';
import { findDemo } from './demo/prepare.ts';
import { openDependencies } from './dependencies.ts';
import { postWebhooks, registerJobs } from './features/index.ts';
import { collectGarbageWhenIdle } from './platform/idle-gc.ts';
import { createLogger } from './platform/logger.ts';
import { isPreparing, PreparationFailure, prepare, prepareApart } from './preparation.ts';

const drainMs = 15_000;

/** Functions that stop the parts, in the order of their start. */
const started: (() => Promise<void>)[] = [];

/**
 * Starts the product: database, migrations, jobs, HTTP. In a preparation process, does only the preparation.
 */
async function start(): Promise<void> {
  const config = readConfig(readEnvironment(), { isEmptyWanted: process.argv.includes('--empty') });
  const log = createLogger(config.logLevel);
  if (isPreparing) return prepare(config, log);
  for (const { setting, isRefused, text } of findRisks(config)) {
    if (isRefused) throw new ConfigError(`${setting}: ${text}`);
    log.warn({ setting }, text);
  }
  stopGracefully(log);
  const databaseUrl = config.databaseUrl ?? (await startBundledDatabase(config.dataDir, log));
  await prepareApart(config, databaseUrl);

  const deps = await openDependencies({ config, databaseUrl, log });
  started.push(() => deps.close());
  registerJobs(deps);
  deps.demo = await findDemo(deps);
  const app = await buildApp(deps);
  started.push(() => app.close());
  await app.listen({ host: config.host, port: config.port });
  await deps.jobs.work();
  const webhooks = postWebhooks(deps);
  started.push(() => webhooks.close());
  const endTidying = collectGarbageWhenIdle();
  started.push(async () => endTidying());
  void deps.mailHealth.refresh();
  greet(config.publicUrl, deps.demo);
}

async function startBundledDatabase(dataDir: string, log: Logger): Promise<string> {
  const embedded = await startEmbedded({ dataDir, log: (line) => log.info(line) });
  started.push(() => embedded.stop());
  return embedded.url;
}

/** On SIGTERM and SIGINT, stops requests first, then jobs, then connections, then the database itself. */
function stopGracefully(log: Logger): void {
  closeWithGrace({ delay: drainMs, logger: false }, async ({ err }) => {
    if (err) log.fatal({ err }, 'an unexpected failure ends the process');
    // Waits for a start in progress; otherwise anything it opens meanwhile, such as the bundled database,
    // would be left running.
    else await starting.catch(() => undefined);
    for (const stop of started.splice(0).reverse()) await stop();
  });
}

function greet(publicUrl: string, demo: { email: string; password: string } | null): void {
  const lines = ['', `  Muster is ready at ${publicUrl}`];
  if (demo) lines.push(`  Demo company: sign in as ${demo.email} with ${demo.password}`);
  process.stdout.write(`${lines.join('\n')}\n\n`);
}

const starting = start().then(() => (isPreparing ? process.exit() : undefined));
starting.catch((error: unknown) => {
  if (error instanceof PreparationFailure) process.exit(1);
  const isExpected = error instanceof ConfigError || (error instanceof Error && isOperatorError(error));
  const message = isExpected ? inOneLine(error) : error instanceof Error ? error.stack : String(error);
  process.stderr.write(`Muster cannot start: ${message}\n`);
  process.exit(1);
});

/**
 * Failures that an operator can fix, reported in one line: a port in use, a database that does not answer.
 */
function isOperatorError(error: Error): boolean {
  const code = codeOf(error);
  return ['EmbeddedDatabaseError', 'MigrationError'].includes(error.name) || settingOf(error, code) !== null;
}

/** The problem in one line, starting with the setting's name if the system's message does not mention it. */
function inOneLine(error: Error): string {
  const setting = settingOf(error, codeOf(error));
  // A host with several addresses fails once for each of them, and the error itself has no message.
  const first = error instanceof AggregateError ? (error.errors as Error[])[0] : error;
  const message = first?.message ?? '';
  return setting ? `${setting}: ${message}` : message;
}

function settingOf(error: Error, code: string): string | null {
  if ('syscall' in error && error.syscall === 'listen') return code === 'EADDRNOTAVAIL' ? 'HOST' : 'PORT';
  if (code === 'ENOTFOUND') return 'HOST or DATABASE_URL';
  // A server that does not answer, or answers as no PostgreSQL does.
  const isStranger = /timeout expired|invalid response|support SSL/i.test(error.message);
  return isUnavailable(error) || isStranger || /^(28|3D)/.test(code) ? 'DATABASE_URL' : null;
}

function codeOf(error: Error): string {
  return 'code' in error ? String(error.code) : '';
}
