import type { User } from './user.ts';

type Delivery = NonNullable<User['invitation']>['delivery'];

/** What an admin needs to know about an invitation: where its mail is while it is open, else how it ended. */
export type InvitationState = Delivery | 'none' | 'notInvited' | 'accepted' | 'expired' | 'revoked';

interface InvitationSummary {
  readonly state: InvitationState;
  /** When it came to be so, where that is known. */
  readonly at: string | undefined;
  /** The mail provider's reason. */
  readonly detail: string | undefined;
}

const undelivered: ReadonlySet<Delivery> = new Set(['bounced', 'complained', 'suppressed', 'failed']);

/** Whether the invitation of somebody who is to activate never reached them. */
export function isUndelivered({ status, invitation }: User): boolean {
  const isOpen = invitation?.status === 'pending' || invitation?.status === 'expired';
  return status === 'invited' && isOpen && undelivered.has(invitation.delivery);
}

/** Sums up a user's invitation. A mail that never arrived matters more than that its link has expired since. */
export function invitationState(user: User): InvitationSummary {
  const { invitation } = user;
  if (!invitation) {
    const isOpen = user.status === 'added' || user.status === 'invited';
    return { state: isOpen ? 'notInvited' : 'none', at: undefined, detail: undefined };
  }
  const detail = invitation.deliveryDetail ?? undefined;
  const sentAt = invitation.sentAt ?? undefined;
  switch (invitation.status) {
    case 'accepted':
      return { state: 'accepted', at: user.activatedAt ?? undefined, detail: undefined };
    case 'revoked':
      return { state: 'revoked', at: undefined, detail: undefined };
    case 'expired':
      if (!undelivered.has(invitation.delivery)) {
        return { state: 'expired', at: invitation.expiresAt, detail: undefined };
      }
      return { state: invitation.delivery, at: sentAt, detail };
    case 'pending':
      return { state: invitation.delivery, at: sentAt, detail };
  }
}
