import type { Dependencies } from '../../../dependencies.ts';
import { runBulk } from './run.ts';

export { routes } from './routes.ts';

/** The job that does what an operation is. */
export function jobs(deps: Dependencies): void {
  deps.jobs.handle(
    'users.bulk',
    async (batch) => {
      for (const { data } of batch) await runBulk(deps, data);
      return batch.map(({ id }) => ({ id, outcome: 'done' }));
    },
    { concurrency: 2 },
  );
}
