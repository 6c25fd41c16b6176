import type { Database, Prisma } from '@muster/database/client';
import { isConflict } from '@muster/database/failures';

const attempts = 4;

/**
 * Runs a transaction, and runs it again if another one got in its way: a deadlock, a serialisation failure, or a row
 * that it had read and that is gone. What it reads then decides what it answers.
 */
export async function retryConflicts<T>(transaction: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await transaction();
    } catch (error) {
      if (!isConflict(error) || attempt === attempts) throw error;
    }
  }
}

/** Runs a transaction that is in no account, as `retryConflicts` does. */
export function inTransaction<T>(
  database: Database,
  work: (tx: Prisma.TransactionClient) => Promise<T>,
): Promise<T> {
  return retryConflicts(() => database.$transaction(work));
}
