import type { Dependencies } from '../../../dependencies.ts';
import { runImports } from './run/run.ts';

export { cleanUp } from './clean-up.ts';
export { routes } from './routes.ts';

/** Imports under way at once in a process: others do not wait for a long one, and each works chunk by chunk. */
const concurrency = 2;

/** The job that does imports. */
export function jobs(deps: Dependencies): void {
  deps.jobs.handle('users.import', (batch) => runImports(deps, batch), { concurrency });
}
