import { defineMail } from '../../../platform/email/define-mail.ts';

export const mails = {
  digest: defineMail({
    position: 9,
    lane: 'bulk',
    audience: 'admins',
    canDisable: true,
    variables: ['summary', 'users_url', 'settings_url'],
    required: ['summary'],
    isUnsubscribable: true,
  }),
};
