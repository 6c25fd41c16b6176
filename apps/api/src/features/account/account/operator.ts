import type { Database } from '@muster/database/client';

/** All accounts with their seats and limits of sending, for the operator. */
export async function listAccounts(database: Database) {
  const accounts = await database.account.findMany({
    select: { id: true, name: true, seatLimit: true, seatsUsed: true, createdAt: true, sending: true },
    orderBy: { createdAt: 'asc' },
  });
  return accounts.map(({ sending, ...account }) => ({
    ...account,
    isLimited: sending?.isLimited ?? false,
    pausedAt: sending?.pausedAt ?? null,
    pauseReason: sending?.pauseReason ?? null,
  }));
}
