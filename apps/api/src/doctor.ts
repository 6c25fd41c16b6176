import { statfs } from 'node:fs/promises';
import { openDatabase } from '@muster/database/client';
import { migrationStatus } from '@muster/database/migrate/migrate';
import type pg from 'pg';
import { type Config, ConfigError, readConfig } from './config.ts';
import { findRisks } from './config-risks.ts';
import { systemClock } from './platform/clock.ts';
import { chooseTransport } from './platform/email/transports/choose.ts';
import { migrationsDir } from './platform/migrations.ts';

/** What the doctor found about one thing. */
export interface Finding {
  /** A setting or a part of the product. */
  readonly about: string;
  /** `problem`: does not work or is unsafe. `warning`: works, but look at it. */
  readonly status: 'ok' | 'warning' | 'problem';
  /** What is the case and, unless it is fine, what to do. */
  readonly text: string;
}

const ok = (about: string, text: string): Finding => ({ about, status: 'ok', text });
const warning = (about: string, text: string): Finding => ({ about, status: 'warning', text });
const problem = (about: string, text: string): Finding => ({ about, status: 'problem', text });

const gigabyte = 1_073_741_824;
const patienceMs = 5_000;
const largestClockDifferenceMs = 5_000;

/**
 * Examines the installation: settings, data folder, database, e-mail and address. Changes nothing.
 * @param environment the process's environment
 * @param withDatabase runs work with the database's URL
 */
export async function examine(
  environment: NodeJS.ProcessEnv,
  withDatabase: (work: (url: string) => Promise<Finding[]>) => Promise<Finding[]>,
): Promise<Finding[]> {
  const config = tryReadConfig(environment);
  if (config instanceof ConfigError) return [problem('settings', config.message)];
  const risks = findRisks(config).map(({ setting, isRefused, text }) =>
    isRefused ? problem(setting, text) : warning(setting, text),
  );
  return [
    ...(risks.length > 0 ? risks : [ok('settings', 'They fit together.')]),
    await examineFolder(config),
    ...(await withDatabase((url) => examineDatabase(config, url)).catch((error: unknown) => [
      problem(
        'database',
        `It cannot be used: ${reasonOf(error)}. Check DATABASE_URL, or DATA_DIR for the bundled one.`,
      ),
    ])),
    await examineAddress(config),
  ];
}

function tryReadConfig(environment: NodeJS.ProcessEnv): Config | ConfigError {
  try {
    return readConfig(environment);
  } catch (error) {
    if (error instanceof ConfigError) return error;
    throw error;
  }
}

async function examineFolder({ dataDir }: Config): Promise<Finding> {
  const about = 'disk';
  const space = await statfs(dataDir).catch(() => null);
  if (!space) return warning(about, `There is no folder ${dataDir} yet; the first start creates it.`);
  const free = space.bavail * space.bsize;
  const text = `${(free / gigabyte).toFixed(1)} GB are free for ${dataDir}.`;
  if (free < gigabyte / 4) return problem(about, `${text} Make room: without it, nothing can be saved.`);
  return free < 2 * gigabyte ? warning(about, `${text} Make room soon.`) : ok(about, text);
}

async function examineDatabase(config: Config, url: string): Promise<Finding[]> {
  const { pool, database, close } = openDatabase({ url, max: 2 });
  try {
    return [
      await examineServer(pool, config),
      await examineMigrations(url),
      await examineClock(pool),
      await examineMail(config, database),
    ];
  } finally {
    await close();
  }
}

async function examineServer(pool: pg.Pool, { databasePool }: Config): Promise<Finding> {
  const { rows } = await pool.query<{ version: string; connections: string; recovery: boolean }>(
    `SELECT current_setting('server_version') AS version, current_setting('max_connections') AS connections,
      pg_is_in_recovery() AS recovery`,
  );
  const [{ version, connections, recovery } = { version: '', connections: '0', recovery: false }] = rows;
  const text = `PostgreSQL ${version} answers and allows ${connections} connections.`;
  if (recovery)
    return problem('database', `${text} It only reads: it is a replica. Set DATABASE_URL to the primary.`);
  if (Number.parseInt(version, 10) < 15) return problem('database', `${text} Version 15 or newer is needed.`);
  const needed = Math.ceil(databasePool * 1.34) + 10;
  return Number(connections) < needed
    ? warning(
        'database',
        `${text} One process may use ${needed}: lower DATABASE_POOL or raise max_connections.`,
      )
    : ok('database', text);
}

async function examineMigrations(databaseUrl: string): Promise<Finding> {
  const { pending, failed, edited, unknown } = await migrationStatus({ databaseUrl, migrationsDir });
  const about = 'migrations';
  if (failed.length > 0)
    return problem(
      about,
      `${failed.join(', ')} failed. Fix the cause, then run "db migrate --retry-failed".`,
    );
  if (unknown.length > 0)
    return problem(
      about,
      `The database is newer than this version: it has ${unknown.join(', ')}. Use the newer one.`,
    );
  if (edited.length > 0) return problem(about, `${edited.join(', ')} was changed after it had been applied.`);
  return pending.length > 0
    ? warning(about, `${pending.length} are pending. The next start applies them.`)
    : ok(about, 'All are applied.');
}

async function examineClock(pool: pg.Pool): Promise<Finding> {
  const before = Date.now();
  const { rows } = await pool.query<{ now: Date }>('SELECT clock_timestamp() AS now');
  const middle = (before + Date.now()) / 2;
  const difference = Math.abs((rows[0]?.now.getTime() ?? middle) - middle);
  const text = `This machine and the database differ by ${(difference / 1000).toFixed(1)} seconds.`;
  return difference > largestClockDifferenceMs
    ? problem('clock', `${text} Links and sign-ins end at wrong times: synchronise both clocks.`)
    : ok('clock', text);
}

async function examineMail(
  config: Config,
  database: Parameters<typeof chooseTransport>[1],
): Promise<Finding> {
  const transport = await chooseTransport(config, database, systemClock);
  try {
    if (transport.name === 'mailbox')
      return warning('e-mail', 'E-mails are captured, not sent. Set SMTP_URL or RESEND_API_KEY.');
    const { status, detail } = await transport.check();
    if (status === 'ok') return ok('e-mail', `${transport.name} takes e-mails from ${config.mail.from}.`);
    const text = `${transport.name} does not take e-mails: ${detail ?? 'no answer'}.`;
    return status === 'failing' ? problem('e-mail', text) : warning('e-mail', text);
  } finally {
    transport.interrupt();
    await transport.close();
  }
}

/** Asks the public address, as people's browsers do. */
async function examineAddress({ publicUrl }: Config): Promise<Finding> {
  const about = 'PUBLIC_URL';
  const isAnswered = await fetch(`${publicUrl}/healthz`, {
    signal: AbortSignal.timeout(patienceMs),
    redirect: 'error',
  })
    .then((response) => response.ok)
    .catch(() => false);
  return isAnswered
    ? ok(about, `${publicUrl} answers.`)
    : warning(
        about,
        `${publicUrl} does not answer here: Muster is not running, or the proxy leads elsewhere.`,
      );
}

function reasonOf(error: unknown): string {
  const first = error instanceof AggregateError ? (error.errors as unknown[])[0] : error;
  return first instanceof Error ? first.message : String(first);
}
