import type { Database } from '@muster/database/client';

/** All accounts with their seats, for the operator. */
export function listAccounts(database: Database) {
  return database.account.findMany({
    select: { id: true, name: true, seatLimit: true, seatsUsed: true, createdAt: true },
    orderBy: { createdAt: 'asc' },
  });
}
