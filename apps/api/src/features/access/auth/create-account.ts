import { normalizeEmail } from '@muster/contracts/kit/email-address';
import { EmailAddress } from '@muster/contracts/kit/primitives';
import { ConfigError } from '../../../config.ts';
import type { Dependencies } from '../../../dependencies.ts';
import { accountContext } from '../../../platform/context/account-context.ts';
import { noRequest, operatorActor } from '../../../platform/context/actor.ts';
import { newId } from '../../../platform/crypto/tokens.ts';
import { takeSeats } from '../../../policies/seats.ts';
import { issueInvitation } from '../../people/invitations/index.ts';

/**
 * Creates an account and invites its owner, for installations with closed sign-up.
 * @param input.owner the owner's e-mail address
 * @throws ConfigError for an invalid address
 */
export async function createAccountFor(
  deps: Dependencies,
  input: { name: string; owner: string; seats: number | null },
): Promise<{ id: string }> {
  const address = EmailAddress.safeParse(input.owner);
  if (!address.success) throw new ConfigError(`${input.owner} is not an e-mail address.`);
  const id = newId();
  await accountContext(deps, id, operatorActor, noRequest).transaction(async (tx) => {
    await tx.db.account.create({ data: { id, name: input.name, seatLimit: input.seats } });
    await takeSeats(tx, 1);
    const user = await tx.db.user.create({
      data: {
        accountId: id,
        id: newId(),
        email: normalizeEmail(address.data),
        emailDisplay: address.data,
        name: address.data,
        role: 'owner',
      },
    });
    tx.record({ type: 'account.created', target: { type: 'account', id, name: input.name } });
    await issueInvitation(tx, user);
  });
  return { id };
}
