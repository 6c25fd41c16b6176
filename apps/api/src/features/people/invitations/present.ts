import type { Invitation } from '@muster/contracts/people/invitations';
import type { InvitationRow } from './queries.ts';

/** An invitation as the API shows it. The row contains no tokens or links. */
export function presentInvitation(row: InvitationRow): Invitation {
  const { invitedById, invitedByName, userId, email, name, ...rest } = row;
  return {
    ...rest,
    user: { id: userId, email, name },
    invitedBy: invitedById === null ? null : { id: invitedById, name: invitedByName ?? '' },
  };
}
