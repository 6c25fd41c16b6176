import { defineMail } from '../../../platform/email/define-mail.ts';

export const mails = {
  seat_limit_reached: defineMail({
    position: 7,
    audience: 'admins',
    canDisable: true,
    variables: ['seat_limit', 'users_url'],
  }),
};
