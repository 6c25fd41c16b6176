import { defineMail } from '../../../platform/email/define-mail.ts';

export const mails = {
  webhook_endpoint_disabled: defineMail({
    position: 8,
    audience: 'admins',
    canDisable: true,
    variables: ['endpoint_url', 'last_answer', 'webhooks_url'],
  }),
};
