import { normalizeEmail } from '@muster/contracts/kit/email-address';
import type { WriteContext } from '../../../platform/context/context.ts';
import { sql } from '../../../platform/db/sql.ts';

/**
 * The users whose address the mail provider suppresses, as the result of its last e-mail shows.
 * @param users the users, with `email` normalised
 * @returns their ids
 */
export async function findSuppressed(
  tx: WriteContext,
  users: readonly { readonly id: string; readonly email: string }[],
): Promise<Set<string>> {
  const last = await tx.query<{ userId: string; to: string }>(sql`
    SELECT l.user_id AS "userId", l."to" FROM unnest(${users.map(({ id }) => id)}::uuid[]) AS u(id),
      LATERAL (
        SELECT e.user_id, e."to", e.status FROM emails e
        WHERE e.account_id = ${tx.accountId}::uuid AND e.user_id = u.id AND NOT e.is_test
          AND e.status NOT IN ('queued', 'delayed')
        ORDER BY e.created_at DESC, e.id DESC LIMIT 1
      ) l
    WHERE l.status IN ('suppressed', 'complained')`);
  const emails = new Map(users.map(({ id, email }) => [id, email]));
  return new Set(
    last.filter(({ userId, to }) => normalizeEmail(to) === emails.get(userId)).map(({ userId }) => userId),
  );
}
