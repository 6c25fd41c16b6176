import { fork } from 'node:child_process';
import { text } from 'node:stream/consumers';
import { applyMigrations, migrationStatus } from '@muster/database/migrate/migrate';
import type { Logger } from 'pino';
import type { Config } from './config.ts';
import { isDemoMissing, makeDemo } from './demo/prepare.ts';
import { openDependencies } from './dependencies.ts';
import { migrationsDir } from './platform/migrations.ts';

const preparing = '--prepare';

/** Whether this process was started by `prepareApart`. */
export const isPreparing = process.argv.includes(preparing);

/** The preparation process failed and has reported why. */
export class PreparationFailure extends Error {}

/**
 * Migrates the database and creates the demo company in a separate process, if there is anything to do. In
 * this process, the migration engine and the code that creates a company would stay in memory for as long as
 * the product runs.
 * @throws PreparationFailure if that process failed; it has reported the reason
 */
export async function prepareApart(config: Config, databaseUrl: string): Promise<void> {
  const { pending, failed, edited, unknown } = await migrationStatus({ databaseUrl, migrationsDir });
  const isMigrated = [pending, failed, edited, unknown].every((names) => names.length === 0);
  if (isMigrated && !isDemoMissing(config)) return;
  const [, program = '', ...args] = process.argv;
  const child = fork(program, [...args, preparing], {
    // Ctrl-C goes to the product only, which lets the preparation finish first.
    detached: process.platform !== 'win32',
    stdio: ['pipe', 'inherit', 'inherit', 'ipc'],
  });
  const ended = new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', resolve);
  });
  // Arguments and the environment are readable by others, and the URL contains the password.
  child.stdin?.on('error', () => undefined).end(databaseUrl);
  if ((await ended) !== 0) throw new PreparationFailure('The database could not be prepared.');
}

/**
 * Runs in the process started by `prepareApart`; the database's URL comes on stdin.
 * @throws MigrationError, and errors of the database
 */
export async function prepare(config: Config, log: Logger): Promise<void> {
  const databaseUrl = await text(process.stdin);
  const { applied } = await applyMigrations({ databaseUrl, migrationsDir });
  if (applied.length > 0) log.info({ applied }, 'migrations applied');
  if (!isDemoMissing(config)) return;
  const deps = await openDependencies({ config, databaseUrl, log });
  try {
    await makeDemo(deps);
  } finally {
    await deps.close();
  }
}
