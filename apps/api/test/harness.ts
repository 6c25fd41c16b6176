import { randomUUID } from 'node:crypto';
import { tmpdir } from 'node:os';
import { defined } from '@muster/contracts/kit/defined';
import type { FastifyInstance } from 'fastify';
import { pino } from 'pino';
import { afterAll, afterEach, beforeAll, inject } from 'vitest';
import { buildApp } from '../src/app.ts';
import { readConfig } from '../src/config.ts';
import { type Dependencies, openDependencies } from '../src/dependencies.ts';
import { registerJobs } from '../src/features/index.ts';
import type { EmailTransport } from '../src/platform/email/transports/transport.ts';
import { createClient, type TestClient } from './client.ts';
import { createGiven, type Given } from './given.ts';
import { databaseOn, onServer } from './global-setup.ts';
import { expectDescribedEvents } from './invariants.ts';
import { expectNoViolations, inspectStatement } from './statement-gate.ts';

/** The real application on its own database. */
export interface Api {
  readonly app: FastifyInstance;
  readonly deps: Dependencies;
  readonly given: Given;
  readonly databaseUrl: string;
  /** A clock that stands still until it is advanced. */
  readonly clock: { now(): Date; advance(milliseconds: number): void };
  /** A browser without a sign-in. */
  anonymous(): TestClient;
  /** A client that uses an API key. */
  withKey(key: string): TestClient;
  /** Runs all jobs that are ready. */
  runJobs(): Promise<void>;
  /** A second process on the same database. */
  another(): Promise<{ app: FastifyInstance; deps: Dependencies }>;
}

interface Options {
  readonly environment?: NodeJS.ProcessEnv;
  readonly emailTransport?: EmailTransport;
}

/** Opens the application for the tests of a file. Call it at the top of the file. */
export function useApi(options: Options = {}): Api {
  const { url, template } = inject('databaseServer');
  const name = `muster_test_${randomUUID().replaceAll('-', '')}`;
  const databaseUrl = databaseOn(url, name);
  const state: { app?: FastifyInstance; deps?: Dependencies; given?: Given } = {};
  const others: { app: FastifyInstance; deps: Dependencies }[] = [];
  let offset = 0;
  const clock = {
    now: () => new Date(Date.now() + offset),
    advance(milliseconds: number) {
      offset += milliseconds;
    },
  };

  const open = async () => {
    const environment = {
      NODE_ENV: 'test',
      DATABASE_URL: databaseUrl,
      DATA_DIR: tmpdir(),
      PUBLIC_URL: 'https://muster.test',
      SECRET_KEY: 'a secret that only the tests know, 32+',
      RATE_LIMIT_PER_MINUTE: '1000000',
      NEW_ACCOUNT_DAILY_EMAILS: '1000000',
      ...options.environment,
    };
    const config = readConfig(environment);
    const log = pino({ level: process.env.TEST_LOG_LEVEL ?? 'silent' });
    const { emailTransport } = options;
    const deps = await openDependencies(
      defined({
        config,
        databaseUrl,
        log,
        clock,
        inspect: inspectStatement,
        emailTransport,
      }),
    );
    registerJobs(deps);
    return { deps, app: await buildApp(deps) };
  };

  beforeAll(async () => {
    await onServer(url, [`CREATE DATABASE ${name} TEMPLATE ${template}`]);
    Object.assign(state, await open());
    state.given = createGiven(api);
  });
  afterEach(expectNoViolations);
  afterAll(async () => {
    // The database is dropped whatever is found.
    const [events] = await Promise.allSettled([state.deps && expectDescribedEvents(state.deps)]);
    for (const { app, deps } of [...others, state]) {
      await app?.close();
      await deps?.close();
    }
    await onServer(url, [`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`]);
    if (events.status === 'rejected') throw events.reason;
  });

  const opened = <K extends keyof typeof state>(key: K) => {
    const value = state[key];
    if (value === undefined) throw new Error('The application opens before the first test.');
    return value as NonNullable<(typeof state)[K]>;
  };
  const api: Api = {
    get app() {
      return opened('app');
    },
    get deps() {
      return opened('deps');
    },
    get given() {
      return opened('given');
    },
    databaseUrl,
    clock,
    anonymous: () => createClient(api.app),
    withKey: (key) => createClient(api.app, { authorization: `Bearer ${key}` }),
    runJobs: () => api.deps.jobs.drain(),
    async another() {
      const process = await open();
      others.push(process);
      return process;
    },
  };
  return api;
}
