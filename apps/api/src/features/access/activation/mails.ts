import { defineMail } from '../../../platform/email/define-mail.ts';

export const mails = {
  welcome: defineMail({ position: 3, audience: 'users', canDisable: true, variables: ['home_url'] }),
  user_activated: defineMail({
    position: 5,
    audience: 'admins',
    canDisable: true,
    isAboutUser: true,
    variables: ['user_url'],
  }),
};
