import type { Dependencies } from '../../../dependencies.ts';
import { days } from '../../../platform/clock.ts';

/** How long a finished import, or one that nobody committed, is stored, in days. */
const retentionDays = { settled: 30, previewed: 7 } as const;

/** Deletes expired imports and their rows every night. */
export async function cleanUp(deps: Dependencies): Promise<void> {
  const before = (age: number) => ({ lt: new Date(deps.clock.now().getTime() - days(age)) });
  await deps.database.userImport.deleteMany({
    where: {
      OR: [
        { status: { in: ['done', 'cancelled'] }, createdAt: before(retentionDays.settled) },
        { status: 'previewed', createdAt: before(retentionDays.previewed) },
      ],
    },
  });
}
