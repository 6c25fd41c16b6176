import { bulkOperationsManifest } from '@muster/contracts/people/bulk-operations.manifest';
import type { Dependencies } from '../../../dependencies.ts';
import { defineFeature } from '../../../platform/define-feature.ts';
import { routes } from './routes.ts';
import { runBulk } from './run.ts';

export const feature = defineFeature({
  noun: bulkOperationsManifest,
  uses: ['groups', 'users'],
  routes,
  jobs,
});

/** The job that does what an operation is. */
function jobs(deps: Dependencies): void {
  deps.jobs.handle(
    'users.bulk',
    async (batch) => {
      for (const { data } of batch) await runBulk(deps, data);
      return batch.map(({ id }) => ({ id, outcome: 'done' }));
    },
    { concurrency: 2 },
  );
}
