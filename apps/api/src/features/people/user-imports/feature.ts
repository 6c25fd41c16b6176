import { userImportsManifest } from '@muster/contracts/people/user-imports.manifest';
import { defineFeature } from '../../../platform/define-feature.ts';
import { defineJob } from '../../../platform/jobs/define-job.ts';
import { cleanUp } from './clean-up.ts';
import { routes } from './routes.ts';
import { runImports } from './run/run.ts';

export const feature = defineFeature({
  noun: userImportsManifest,
  uses: ['groups', 'users'],
  routes,
  jobs: (deps) => [
    // Accounts take turns, and each import works chunk by chunk.
    defineJob({ queue: 'users.import', concurrency: 2, run: (batch) => runImports(deps, batch) }),
  ],
  cleanUp,
});
