import { defineMail } from '../../../platform/email/define-mail.ts';

export const mails = {
  bulk_mail_paused: defineMail({
    position: 16,
    // Not held by the limit it reports.
    lane: 'personal',
    audience: 'admins',
    canDisable: false,
    variables: ['problem_count', 'sent_count', 'outbox_url'],
  }),
};
