// Where the built API is. Plain JavaScript for Node 18: `npm start` asks before anything is installed.
import { cpus } from 'node:os';
import { generatePrint } from './generated.mjs';
import { exists, fingerprint } from './stamp.mjs';

/** Where builds are, relative to the repository: a folder for each state of the sources. */
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
 * The built API of the sources as they are now. A build has a folder of its own, so that a process that still
 * runs an older one goes on finding the parts it loads later.
 *
 * @returns {string} path of the program, relative to the repository; `isApiBuilt` says whether it is there
 */
export function apiProgram() {
  return `${BUILDS}/${fingerprint(SOURCES, [generatePrint()]).slice(0, 16)}/main.js`;
}

/** Whether the API was built from the sources as they are now. */
export function isApiBuilt() {
  return exists(apiProgram());
}

/**
 * How Node runs the API without taking more memory than it needs; `docs/decisions/0013` says what each of these
 * is worth. What the operator sets in NODE_OPTIONS or the environment wins.
 *
 * @returns {{ flags: string[], env: Record<string, string> }}
 */
export function lightly() {
  // Passwords are hashed on these threads: more of them than processors only take turns, and everything else waits.
  const threads = Math.min(Math.max(cpus().length, 2), 16);
  return {
    // Young objects get 3 × 8 MB, garbage is collected before the heap has grown by half, and when work is over.
    flags: ['--max-semi-space-size=8', '--heap-growing-percent=40', '--expose-gc'],
    // One heap for all threads of the C library instead of eight a core, each with its own free memory.
    env: { MALLOC_ARENA_MAX: '1', UV_THREADPOOL_SIZE: String(threads) },
  };
}
