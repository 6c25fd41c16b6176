import { defineNoun } from '../kit/define-noun.ts';

export const mailboxManifest = defineNoun({
  noun: 'mailbox',
  webPath: '/mailbox',
  tag: 'Captured e-mails, where none are really sent.',
  errors: { mailbox_disabled: 403 },
});
