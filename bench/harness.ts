// Shared by the benchmarks: the product as `npm start` runs it, the limit beside it on the same database,
// and a third process that puts load on both in turn.
import { type ChildProcess, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import pg from 'pg';
import { freePort, makeDataFolder, startApp } from '../apps/api/test/process/app-process.ts';
import { planDatabase } from './database.ts';
import type { Load, LoadRequest, Outcome } from './load.ts';

const folder = import.meta.dirname;
// A benchmark that fails leaves no limit process behind.
const exitWithParent = new URL('../tools/start/exit-with-parent.mjs', import.meta.url).href;

/** A running product and its database. */
export interface Product {
  readonly url: string;
  readonly databaseUrl: string;
  /** Runs SQL on its database. */
  query<Row extends pg.QueryResultRow>(text: string, values?: readonly unknown[]): Promise<Row[]>;
  /** The resident memory of the process in MB, without PostgreSQL. */
  memory(): number;
  stop(): Promise<void>;
}

/**
 * Starts the built product on an empty data folder with the bundled PostgreSQL, as `npm start` does, or on
 * the server of `BENCH_DATABASE_URL`.
 * @param environment settings; by default without the demo company and without the general rate limit
 */
export async function startProduct(environment: NodeJS.ProcessEnv = {}): Promise<Product> {
  const data = makeDataFolder();
  const port = await freePort();
  const plan = await planDatabase(data.path);
  const app = await startApp({
    environment: { DATA_DIR: data.path, PORT: port, LOG_LEVEL: 'info', ...plan.environment, ...environment },
  });
  const database = await plan.opened();
  const pool = new pg.Pool({ connectionString: database.url, max: 2 });
  return {
    url: app.url,
    databaseUrl: database.url,
    query: async <Row extends pg.QueryResultRow>(text: string, values: readonly unknown[] = []) =>
      (await pool.query<Row>(text, [...values])).rows,
    memory: () => residentMemory(app.pid),
    async stop() {
      await pool.end();
      await database.leave();
      const { code, stderr } = await app.stop();
      await database.drop();
      data.remove();
      if (code !== 0) throw new Error(`The product ended with ${code}: ${stderr}`);
    },
  };
}

function residentMemory(pid: number): number {
  const [, kilobytes] = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
  return Number(kilobytes) / 1024;
}

/** A running limit. */
export interface Limit {
  readonly url: string;
  stop(): void;
}

/**
 * Starts the limit of a benchmark in a separate process.
 * @param file a file in this folder that calls `serveLimits`
 */
export async function startLimit(file: string, databaseUrl: string): Promise<Limit> {
  const port = await freePort();
  const child = spawn(
    process.execPath,
    ['--import', exitWithParent, path.join(folder, file), databaseUrl, port],
    {
      stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
    },
  );
  await new Promise<void>((resolve, reject) => {
    child.stdout?.once('data', () => resolve());
    child.once('exit', (code) => reject(new Error(`The limit ended with ${code}.`)));
  });
  return { url: `http://127.0.0.1:${port}`, stop: () => child.kill() };
}

/** The requests to the product and to the limit, and the required share of the limit's rate. */
export interface Comparison {
  readonly name: string;
  readonly product: { readonly url: string; readonly requests: readonly LoadRequest[] };
  readonly limit: { readonly url: string; readonly requests: readonly LoadRequest[] };
  /** The minimum ratio of product to limit. */
  readonly atLeast: number;
  readonly rounds?: number;
  readonly seconds?: number;
  readonly connections?: number;
}

/**
 * Measures both in turn and reports the medians of the rounds. If the ratio is too low, the process exits
 * with 1.
 * @returns the medians
 */
export async function compare(comparison: Comparison): Promise<{ product: Outcome; limit: Outcome }> {
  const { name, rounds = 3, seconds = 3, connections = 10, atLeast } = comparison;
  const outcomes = { product: [] as Outcome[], limit: [] as Outcome[] };
  // The first round is a warm-up and does not count.
  for (let round = 0; round <= rounds; round += 1) {
    for (const side of ['limit', 'product'] as const) {
      const outcome = await run({ ...comparison[side], connections, seconds: round === 0 ? 2 : seconds });
      if (outcome.failures > 0)
        throw new Error(`${name}: ${outcome.failures} requests to the ${side} failed.`);
      if (round > 0) outcomes[side].push(outcome);
    }
  }
  const product = medians(outcomes.product);
  const limit = medians(outcomes.limit);
  const ratio = product.perSecond / limit.perSecond;
  judge(`${name}: ${ratio.toFixed(2)} of the limit, wanted ${atLeast}`, ratio >= atLeast);
  for (const [side, { perSecond, p50, p99 }] of Object.entries({ product, limit }))
    say(`       ${side.padEnd(7)} ${perSecond.toFixed(0).padStart(6)}/s  p50 ${p50} ms  p99 ${p99} ms`);
  return { product, limit };
}

/** Puts load on one server, from a separate process. */
export async function run(load: Load): Promise<Outcome> {
  const child = spawn(process.execPath, [path.join(folder, 'load.ts')], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  child.stdin.end(JSON.stringify(load));
  return JSON.parse(await outputOf(child));
}

/** Reports whether a check passed; if not, the process exits with 1. */
export function judge(what: string, isFine: boolean): void {
  say(`${isFine ? 'ok  ' : 'FAIL'}   ${what}`);
  if (!isFine) process.exitCode = 1;
}

/** Prints a line. */
export function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

function medians(outcomes: readonly Outcome[]): Outcome {
  const of = (key: keyof Outcome) => {
    const sorted = outcomes.map((outcome) => outcome[key]).sort((a, b) => a - b);
    return sorted[Math.floor(sorted.length / 2)] ?? 0;
  };
  return { perSecond: of('perSecond'), p50: of('p50'), p99: of('p99'), failures: of('failures') };
}

function outputOf(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let output = '';
    child.stdout?.setEncoding('utf8').on('data', (text: string) => {
      output += text;
    });
    child.once('close', (code) =>
      code === 0 ? resolve(output) : reject(new Error(`The load ended with ${code}.`)),
    );
  });
}
