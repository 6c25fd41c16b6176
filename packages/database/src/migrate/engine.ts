import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';

import { bindMigrationAwareSqlAdapterFactory } from '@prisma/driver-adapter-utils';
import type { MigrationList, SchemaContainer, SchemaEngine } from '@prisma/schema-engine-wasm';
import { migrationAdapter } from './adapter.ts';
import type { Migration } from './folder.ts';

/** Prisma sees every table. */
const EVERYTHING = { externalTables: [], externalEnums: [] };

/**
 * Applies the pending migrations, as `prisma migrate deploy` does: with the same engine and the same table
 * `_prisma_migrations`.
 *
 * @param migrations all migrations, in order
 * @param failed names of migrations that failed before and should be retried
 * @returns the names of the migrations applied by this call
 * @throws Error with Prisma's explanation if one fails; it stays recorded as failed
 */
export async function deployMigrations(
  databaseUrl: string,
  migrationsDir: string,
  migrations: readonly Migration[],
  failed: readonly string[],
): Promise<string[]> {
  return withEngine(databaseUrl, async (engine) => {
    for (const migrationName of failed) await engine.markMigrationRolledBack({ migrationName });
    const input = { migrationsList: listOf(migrationsDir, migrations), filters: EVERYTHING };
    return (await engine.applyMigrations(input)).appliedMigrationNames;
  });
}

/**
 * Generates the SQL that takes the database from the state after the migrations to the schema files. The
 * migrations are applied to a temporary database.
 *
 * @param databaseUrl a server on which the user can create databases
 * @param schema the Prisma schema files
 * @returns the SQL, or an empty string if they agree
 * @throws Error with Prisma's explanation if a migration or the schema is invalid
 */
export async function diffMigrations(
  databaseUrl: string,
  migrationsDir: string,
  migrations: readonly Migration[],
  schema: SchemaContainer[],
): Promise<string> {
  return withEngine(
    databaseUrl,
    async (engine) => {
      const { exitCode, stdout } = await engine.diff({
        from: { tag: 'migrations', ...listOf(migrationsDir, migrations) },
        to: { tag: 'schemaDatamodel', files: schema },
        script: true,
        exitCode: true,
        filters: EVERYTHING,
      });
      return exitCode === 0 ? '' : (stdout ?? '');
    },
    schema,
  );
}

function listOf(baseDir: string, migrations: readonly Migration[]): MigrationList {
  return {
    baseDir,
    lockfile: { path: 'migration_lock.toml', content: 'provider = "postgresql"\n' },
    shadowDbInitScript: '',
    migrationDirectories: migrations.map(({ name, sql }) => ({
      path: name,
      migrationFile: { path: 'migration.sql', content: { tag: 'ok', value: sql } },
    })),
  };
}

async function withEngine<T>(
  databaseUrl: string,
  use: (engine: SchemaEngine) => Promise<T>,
  schema: SchemaContainer[] = [],
): Promise<T> {
  const Engine = await loadEngine();
  const adapter = bindMigrationAwareSqlAdapterFactory(migrationAdapter(databaseUrl));
  const datamodels = schema.length
    ? schema.map(({ path: file, content }): [string, string] => [file, content])
    : undefined;
  let engine: SchemaEngine | undefined;
  try {
    engine = await Engine.new({ datamodels }, () => undefined, adapter);
    return await use(engine);
  } catch (error) {
    throw explain(error);
  } finally {
    engine?.free();
  }
}

/** Strips the source trace at the end of the engine's messages. */
function explain(error: unknown): unknown {
  if (!(error instanceof Error)) return error;
  const [message = ''] = error.message.split(/\n\s+0: /);
  return new Error(message.replace('external connector error\n', '').trim(), { cause: error });
}

function giveUp(message: string): never {
  throw new Error(`Prisma's schema engine gave up: ${message}`);
}

/**
 * The part of WebAssembly used here; its types are part of the DOM library, which the API does not include.
 */
interface WebAssemblyHost {
  WebAssembly: {
    instantiate(bytes: Uint8Array, imports: object): Promise<{ instance: { exports: object } }>;
  };
}

type Glue = typeof import('@prisma/schema-engine-wasm/schema_engine_bg');

let loaded: Promise<typeof SchemaEngine> | null = null;

/**
 * Loads the WebAssembly manually: importing it as a module needs Node 24.5, and prints a warning in some
 * versions.
 */
function loadEngine(): Promise<typeof SchemaEngine> {
  loaded ??= (async () => {
    const glueFile = createRequire(import.meta.url).resolve('@prisma/schema-engine-wasm/schema_engine_bg');
    const glue: Glue = await import('@prisma/schema-engine-wasm/schema_engine_bg');
    const bytes = await readFile(path.join(path.dirname(glueFile), 'schema_engine_bg.wasm'));
    const { WebAssembly } = globalThis as unknown as WebAssemblyHost;
    const { instance } = await WebAssembly.instantiate(bytes, {
      './schema_engine_bg.js': glue,
    });
    // The engine reports panics here; without it, it fails with a TypeError instead. Prisma's client does the
    // same, so an existing one stays.
    if (!('PRISMA_WASM_PANIC_REGISTRY' in globalThis)) {
      Object.assign(globalThis, { PRISMA_WASM_PANIC_REGISTRY: { set_message: giveUp } });
    }
    glue.__wbg_set_wasm(instance.exports);
    (instance.exports as { __wbindgen_start(): void }).__wbindgen_start();
    return glue.SchemaEngine;
  })();
  return loaded;
}
