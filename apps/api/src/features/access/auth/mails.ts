import { defineMail } from '../../../platform/email/define-mail.ts';

export const mails = {
  password_reset: defineMail({
    position: 4,
    audience: 'users',
    canDisable: false,
    variables: ['reset_url'],
    required: ['reset_url'],
  }),
};
