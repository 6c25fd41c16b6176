import type { Context } from '../../../../platform/context/context.ts';
import { empty, type Query, sql } from '../../../../platform/db/sql.ts';
import { fail } from '../../../../platform/errors.ts';

/**
 * Refuses an address or external id that another user of the account has.
 * @param taken.email the normalised address
 * @param taken.except the user who may have them
 * @throws Failure `user_exists` with that user's id
 */
export async function refuseExisting(
  { accountId }: Pick<Context, 'accountId'>,
  query: Query,
  taken: { email?: string | undefined; externalId?: string | null | undefined; except?: string },
): Promise<void> {
  const { email = null, externalId = null, except } = taken;
  if (email === null && externalId === null) return;
  const [existing] = await query<{ id: string; email: string }>(sql`
    SELECT id, email FROM users WHERE account_id = ${accountId}::uuid
      AND (email = ${email} OR external_id = ${externalId}) ${except ? sql`AND id <> ${except}::uuid` : empty}
    LIMIT 1`);
  if (!existing) return;
  const pointer = existing.email === email ? '#/email' : '#/externalId';
  fail('user_exists', {
    extensions: { userId: existing.id },
    errors: [{ pointer, detail: 'user_exists', code: 'user_exists' }],
  });
}

/** A user who already has an address or external id. */
export interface Existing {
  readonly id: string;
  readonly email: string;
  readonly externalId: string | null;
}

/** The users of the account with one of the normalised addresses or external ids. */
export function findExisting(
  { accountId }: Pick<Context, 'accountId'>,
  query: Query,
  taken: { emails: readonly string[]; externalIds: readonly string[] },
): Promise<Existing[]> {
  return query<Existing>(sql`
    SELECT id, email, external_id AS "externalId" FROM users
    WHERE account_id = ${accountId}::uuid AND email = ANY(${taken.emails})
    UNION
    SELECT id, email, external_id FROM users
    WHERE account_id = ${accountId}::uuid AND external_id = ANY(${taken.externalIds})`);
}
