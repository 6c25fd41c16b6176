// Locates the built API. Plain JavaScript for Node 18: `npm start` runs this before anything is installed.
import { cpus } from 'node:os';
import { generatePrint } from './generated.mjs';
import { exists, fingerprint } from './stamp.mjs';

/** The folder of builds, relative to the repository: one subfolder per state of the sources. */
export const BUILDS = 'apps/api/dist';

const SOURCES = [
  'apps/api/src',
  'packages/contracts/src',
  'packages/database/src',
  'tools/start/build-api.ts',
  'tools/start/build-plugins.ts',
  'pnpm-lock.yaml',
];

/**
 * Returns the path of the build for the current sources. Each build has its own folder, so that a process
 * that still runs an older one can load its chunks.
 *
 * @param {'main' | 'cli'} entry the server, or the operator's command line
 * @returns {string} path of the program, relative to the repository; `isApiBuilt` says whether it exists
 */
export function apiProgram(entry = 'main') {
  return `${BUILDS}/${fingerprint(SOURCES, [generatePrint()]).slice(0, 16)}/${entry}.js`;
}

/** Whether the API was built from the current sources. */
export function isApiBuilt() {
  return exists(apiProgram());
}

/**
 * Returns the Node flags and environment that keep the API's memory low; `docs/decisions/0013` explains each.
 * NODE_OPTIONS and the operator's environment take precedence.
 *
 * @returns {{ flags: string[], env: Record<string, string> }}
 */
export function lightly() {
  // Passwords are hashed on these threads. More threads than processors would only compete, and delay
  // everything else.
  const threads = Math.min(Math.max(cpus().length, 2), 16);
  return {
    // Young objects get 3 × 8 MB; garbage is collected before the heap has grown by half, and when idle.
    flags: ['--max-semi-space-size=8', '--heap-growing-percent=40', '--expose-gc'],
    // One malloc arena for all threads instead of eight per core, each with its own free memory.
    env: { MALLOC_ARENA_MAX: '1', UV_THREADPOOL_SIZE: String(threads) },
  };
}
