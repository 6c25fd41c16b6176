import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startEmbedded } from '@muster/database/embedded/embedded';
import { applyMigrations } from '@muster/database/migrate/migrate';
import pg from 'pg';
import { pino } from 'pino';
import type { TestProject } from 'vitest/node';
import { openJobs } from '../src/platform/jobs/jobs.ts';
import { migrationsDir } from '../src/platform/migrations.ts';
import { checkStatements } from './statement-coverage.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    /** The server of the tests; each test file copies the template to its own database there. */
    databaseServer: { url: string; template: string };
    /** Where the workers record the statements that ran. */
    statementFolder: string;
  }
}

/**
 * Starts PostgreSQL (or uses the server of `TEST_DATABASE_URL`) and creates a migrated template database,
 * which each test file copies.
 */
export default async function setup(project: TestProject) {
  const outside = process.env.TEST_DATABASE_URL;
  const dataDir = outside ? undefined : mkdtempSync(join(tmpdir(), 'muster-test-'));
  const settings = {
    fsync: 'off',
    full_page_writes: 'off',
    synchronous_commit: 'off',
    max_connections: '200',
  };
  const embedded = dataDir ? await startEmbedded({ dataDir, settings }) : undefined;
  const url = outside ?? embedded?.url ?? '';
  const template = `muster_template_${process.pid}`;

  await onServer(url, [`CREATE DATABASE ${template}`]);
  const databaseUrl = databaseOn(url, template);
  await applyMigrations({ databaseUrl, migrationsDir });
  const jobs = await openJobs({ databaseUrl, log: pino({ level: 'silent' }) });
  await jobs.close();
  // A template can be copied only while nobody is connected to it.
  await onServer(url, [
    `ALTER DATABASE ${template} ALLOW_CONNECTIONS false`,
    `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '${template}'`,
  ]);
  project.provide('databaseServer', { url, template });
  const statementFolder = mkdtempSync(join(tmpdir(), 'muster-statements-'));
  project.provide('statementFolder', statementFolder);

  return async () => {
    await onServer(url, [`DROP DATABASE ${template} WITH (FORCE)`]);
    await embedded?.stop();
    if (dataDir) rmSync(dataDir, { recursive: true, force: true });
    try {
      await checkStatements(project, statementFolder);
    } finally {
      rmSync(statementFolder, { recursive: true, force: true });
    }
  };
}

/** The URL of another database on the same server. */
export function databaseOn(url: string, name: string): string {
  const address = new URL(url);
  address.pathname = `/${name}`;
  return address.href;
}

/** Runs statements outside any transaction, as creating databases requires. */
export async function onServer(url: string, statements: readonly string[]): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    for (const statement of statements) await client.query(statement);
  } finally {
    await client.end();
  }
}
