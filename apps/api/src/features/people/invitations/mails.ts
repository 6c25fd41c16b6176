import { defineMail } from '../../../platform/email/define-mail.ts';

const offer = ['inviter.name', 'group_names', 'expires_on', 'activation_url'] as const;

export const mails = {
  invitation: defineMail({
    position: 1,
    audience: 'users',
    canDisable: false,
    variables: offer,
    required: ['activation_url'],
  }),
  invitation_reminder: defineMail({
    position: 2,
    lane: 'bulk',
    audience: 'users',
    canDisable: false,
    variables: offer,
    required: ['activation_url'],
    isUnsubscribable: true,
  }),
  invitation_bounced: defineMail({
    position: 6,
    audience: 'admins',
    canDisable: true,
    isAboutUser: true,
    variables: ['reason', 'user_url'],
  }),
};
