import { normalizeEmail } from '@muster/contracts/kit/email-address';
import type { WriteContext } from '../../../platform/context/context.ts';
import { sql } from '../../../platform/db/sql.ts';
import { splitName } from '../../../platform/person-name.ts';
import { limitNewAccount } from '../../../policies/sending-limit.ts';

/** A new company account, and the person who will be its owner. */
export interface NewAccountWithOwner {
  readonly accountName: string;
  readonly locale: string;
  readonly timeZone?: string | undefined;
  readonly owner: {
    readonly userId: string;
    readonly identityId: string;
    /** The address as the person wrote it. */
    readonly email: string;
    readonly name: string;
  };
}

/**
 * Writes an account with its owner, who is active and takes the first seat. The caller has proof that the address is
 * the owner's.
 * @param tx a transaction in the new account
 */
export async function createAccountWithOwner(tx: WriteContext, input: NewAccountWithOwner): Promise<void> {
  const { accountName, locale, timeZone = 'UTC', owner } = input;
  const { firstName, lastName } = splitName(owner.name);
  await tx.query(sql`
    INSERT INTO accounts (id, name, locale, time_zone, seats_used)
    VALUES (${tx.accountId}::uuid, ${accountName}, ${locale}, ${timeZone}, 1)`);
  await limitNewAccount(tx);
  await tx.query(sql`
    INSERT INTO users (account_id, id, identity_id, email, email_display, first_name, last_name, name, role,
      status, activated_at)
    VALUES (${tx.accountId}::uuid, ${owner.userId}::uuid, ${owner.identityId}::uuid, ${normalizeEmail(owner.email)},
      ${owner.email}, ${firstName}, ${lastName}, ${owner.name}, 'owner', 'active', ${tx.now()}::timestamptz)`);
  tx.record({ type: 'account.created', target: { type: 'account', id: tx.accountId, name: accountName } });
}
