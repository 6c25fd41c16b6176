import { normalizeEmail } from '@muster/contracts/kit/email-address';
import type { Dependencies } from '../../../dependencies.ts';
import { noRequest } from '../../../platform/context/actor.ts';
import { publicContext } from '../../../platform/context/context.ts';
import { inTransaction } from '../../../platform/db/retry-conflicts.ts';
import type { Job } from '../../../platform/jobs/define-job.ts';
import { findRecipient, sendSecurityEmail } from '../me/index.ts';

/**
 * Job handler: tells the owner of an address that wrong passwords from other devices have locked it, at most once an
 * hour. Nobody is told of an unknown address.
 */
export async function warnOfGuesses(
  deps: Dependencies,
  batch: readonly Job<'auth.warn-of-guesses'>[],
): Promise<void> {
  const ctx = publicContext(deps, noRequest);
  for (const { data } of batch) {
    const email = normalizeEmail(data.email);
    const recipient = await findRecipient(ctx, { email });
    if (!recipient || !(await deps.attempts.count({ lockMail: email.slice(0, 230) }))) continue;
    await inTransaction(deps.database, (tx) => sendSecurityEmail(ctx, tx, recipient, 'address_locked'));
  }
}
