import { defineMail } from '../../../platform/email/define-mail.ts';

export const mails = {
  password_reset: defineMail({
    position: 4,
    lane: 'personal',
    audience: 'users',
    canDisable: false,
    isSecurity: true,
    variables: ['reset_url'],
    required: ['reset_url'],
  }),
  sign_up_code: defineMail({
    position: 10,
    audience: 'users',
    canDisable: false,
    isSecurity: true,
    variables: ['code'],
    required: ['code'],
  }),
  sign_up_known_address: defineMail({
    position: 11,
    audience: 'users',
    canDisable: false,
    isSecurity: true,
    variables: ['sign_in_url', 'forgot_password_url'],
    required: ['sign_in_url', 'forgot_password_url'],
  }),
  address_locked: defineMail({
    position: 15,
    audience: 'users',
    canDisable: false,
    isSecurity: true,
    variables: ['time', 'forgot_password_url'],
    required: ['forgot_password_url'],
  }),
};
