import type { Dependencies } from '../../../dependencies.ts';
import { runImports } from './run/run.ts';

export { cleanUp } from './clean-up.ts';
export { routes } from './routes.ts';

/**
 * How many imports run at the same time in a process: others do not wait for a long one, and each works in
 * chunks.
 */
const concurrency = 2;

/** Registers the job of imports. */
export function jobs(deps: Dependencies): void {
  deps.jobs.handle('users.import', (batch) => runImports(deps, batch), { concurrency });
}
