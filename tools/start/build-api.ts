// `node tools/start/build-api.ts`: bundles the API and its command line for Node, unless they are up to date, and
// prints how to run them, as JSON. Most tests and `npm run dev` run the sources.
import { existsSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs';
import path from 'node:path';
import { rolldown } from 'rolldown';
import { apiProgram, BUILDS, lightly } from './api-build.mjs';
import { keepPlaces, wasmAsFile, workersApart } from './build-plugins.ts';
import { exists, ROOT } from './stamp.mjs';

/**
 * The builds to keep: the newest ones, and those of the last hours (in milliseconds), which may still be
 * running.
 */
const MAX_BUILDS = { newest: 3, for: 6 * 3_600_000 };

/** The programs of threads, which have few of the modules of the others: bundles of their own. */
const WORKERS = ['src/file-worker.ts', 'src/body-worker.ts'];

async function build(program: string): Promise<void> {
  const folder = path.dirname(path.join(ROOT, program));
  // Written to a temporary folder and renamed, so that a build is never incomplete.
  const draft = `${folder}.${process.pid}`;
  const cwd = path.join(ROOT, 'apps/api');
  const common = {
    ...{ cwd, platform: 'node' as const },
    // Native modules, and those that start threads, are loaded from their packages.
    external: ['@node-rs/argon2', 'sharp', 'pg-native', 'tinypool'],
    plugins: [
      workersApart(WORKERS.map((worker) => path.join(cwd, worker))),
      keepPlaces(folder),
      wasmAsFile(),
    ],
  };
  const programs = await rolldown({ ...common, input: { main: 'src/main.ts', cli: 'src/cli.ts' } });
  const workers = await Promise.all(WORKERS.map((input) => rolldown({ ...common, input })));
  const output = {
    dir: draft,
    format: 'esm' as const,
    sourcemap: true,
    comments: false,
    // A single character outside Latin-1 doubles the memory a file takes.
    charset: 'ascii' as const,
    entryFileNames: '[name].js',
    chunkFileNames: '[name]-[hash].js',
  };
  try {
    await programs.write({
      ...output,
      codeSplitting: {
        groups: [{ name: 'packages', test: /node_modules/, tags: ['$initial'], priority: 1 }],
      },
    });
    for (const worker of workers) await worker.write(output);
    if (!existsSync(folder)) renameSync(draft, folder);
  } finally {
    await Promise.all([programs, ...workers].map((bundle) => bundle.close()));
    rmSync(draft, { recursive: true, force: true });
  }
  deleteOldBuilds();
}

function deleteOldBuilds(): void {
  const folder = path.join(ROOT, BUILDS);
  const builds = readdirSync(folder).map((name) => path.join(folder, name));
  const madeAt = (build: string) => statSync(build, { throwIfNoEntry: false })?.mtimeMs ?? 0;
  const byAge = builds.sort((a, b) => madeAt(b) - madeAt(a));
  for (const old of byAge.slice(MAX_BUILDS.newest))
    if (madeAt(old) < Date.now() - MAX_BUILDS.for) rmSync(old, { recursive: true, force: true });
}

// Computed once, because the sources may change during the build.
const program = apiProgram();
if (!exists(program)) await build(program);
process.stdout.write(`${JSON.stringify({ program, commandLine: apiProgram('cli'), ...lightly() })}\n`);
