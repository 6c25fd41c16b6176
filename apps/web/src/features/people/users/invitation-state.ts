import type { User } from './user.ts';

type Delivery = NonNullable<User['invitation']>['delivery'];

/** The state of an invitation: the delivery of its e-mail while it is open, otherwise how it ended. */
export type InvitationState = Delivery | 'none' | 'notInvited' | 'accepted' | 'expired' | 'revoked';

interface InvitationSummary {
  readonly state: InvitationState;
  /** When it reached this state, if known. */
  readonly at: string | undefined;
  /** The mail provider's reason. */
  readonly detail: string | undefined;
}

const undelivered: ReadonlySet<Delivery> = new Set(['bounced', 'complained', 'suppressed', 'failed']);

/** Whether a user has not activated because the invitation never reached them. */
export function isUndelivered({ status, invitation }: User): boolean {
  const isOpen = invitation?.status === 'pending' || invitation?.status === 'expired';
  return status === 'invited' && isOpen && undelivered.has(invitation.delivery);
}

/** Summarises a user's invitation. A failed delivery takes precedence over an expired link. */
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
