import type { Dependencies } from '../../../dependencies.ts';
import { days } from '../../../platform/clock.ts';

/** How long a failed e-mail can be retried, and how long a repeated webhook call is recognised, in days. */
const retentionDays = 30;

/** Deletes expired records of webhook calls, old e-mails of the installation and expired secrets of failed e-mails every night. */
export async function cleanUpEmails(deps: Dependencies): Promise<void> {
  const before = new Date(deps.clock.now().getTime() - days(retentionDays));
  await deps.database.providerEvent.deleteMany({ where: { receivedAt: { lt: before } } });
  await deps.database.installationEmail.deleteMany({ where: { createdAt: { lt: before } } });
  await deps.database.email.updateMany({
    where: { status: 'failed', updatedAt: { lt: before }, sealed: { not: null } },
    data: { sealed: null },
  });
}
