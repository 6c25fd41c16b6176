import { bulkOperationsManifest } from '@muster/contracts/people/bulk-operations.manifest';
import { defineFeature } from '../../../platform/define-feature.ts';
import { defineJob } from '../../../platform/jobs/define-job.ts';
import { routes } from './routes.ts';
import { runOperations } from './run.ts';

export const feature = defineFeature({
  noun: bulkOperationsManifest,
  uses: ['groups', 'users'],
  routes,
  jobs: (deps) => [
    defineJob({ queue: 'users.bulk', concurrency: 2, run: (batch) => runOperations(deps, batch) }),
  ],
});
