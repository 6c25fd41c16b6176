import type { Dependencies } from '../../../dependencies.ts';
import { days } from '../../../platform/clock.ts';

/** How long the report of an import is kept, and how long a file that nobody committed. */
const kept = { settled: 30, previewed: 7 } as const;

/** Forgets, each night, imports and the rows of their files that have served their time. */
export async function cleanUp(deps: Dependencies): Promise<void> {
  const before = (age: number) => ({ lt: new Date(deps.clock.now().getTime() - days(age)) });
  await deps.database.userImport.deleteMany({
    where: {
      OR: [
        { status: { in: ['done', 'cancelled'] }, createdAt: before(kept.settled) },
        { status: 'previewed', createdAt: before(kept.previewed) },
      ],
    },
  });
}
