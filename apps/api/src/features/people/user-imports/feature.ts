import { userImportsManifest } from '@muster/contracts/people/user-imports.manifest';
import type { Dependencies } from '../../../dependencies.ts';
import { defineFeature } from '../../../platform/define-feature.ts';
import { cleanUp } from './clean-up.ts';
import { routes } from './routes.ts';
import { runImports } from './run/run.ts';

export const feature = defineFeature({
  noun: userImportsManifest,
  uses: ['groups', 'users'],
  routes,
  jobs,
  cleanUp,
});

/** Imports under way at once in a process: others do not wait for a long one, and each works chunk by chunk. */
const concurrency = 2;

/** The job that does imports. */
function jobs(deps: Dependencies): void {
  deps.jobs.handle('users.import', (batch) => runImports(deps, batch), { concurrency });
}
