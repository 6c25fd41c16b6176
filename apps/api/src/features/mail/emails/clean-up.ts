import type { Dependencies } from '../../../dependencies.ts';
import { days } from '../../../platform/clock.ts';

/**
 * How long a failed mail can be sent again, and how long a webhook call is recognised when it comes again.
 */
const retentionDays = 30;

/** Forgets, each night, what has served its time: webhook calls long noted, secrets of mails long failed. */
export async function cleanUpEmails(deps: Dependencies): Promise<void> {
  const before = new Date(deps.clock.now().getTime() - days(retentionDays));
  await deps.database.providerEvent.deleteMany({ where: { receivedAt: { lt: before } } });
  await deps.database.email.updateMany({
    where: { status: 'failed', updatedAt: { lt: before }, sealed: { not: null } },
    data: { sealed: null },
  });
}
