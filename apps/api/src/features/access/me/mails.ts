import { defineMail, type EmailKind } from '../../../platform/email/define-mail.ts';

/** What happened to how a person signs in, and what to do if it was not them. */
const notice = (position: number): EmailKind =>
  defineMail({
    position,
    audience: 'users',
    canDisable: false,
    isSecurity: true,
    variables: ['time', 'browser', 'ip_address', 'forgot_password_url', 'profile_url'],
    required: ['forgot_password_url'],
  });

export const mails = {
  password_changed: notice(12),
  password_reset_done: notice(13),
  new_sign_in: notice(14),
};
