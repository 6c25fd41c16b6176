import { defineNoun } from '../kit/define-noun.ts';

export const meManifest = defineNoun({
  noun: 'me',
  tag: 'The signed-in person, their accounts and their sign-ins.',
  errors: { address_unproved: 403 },
  mails: ['password_changed', 'password_reset_done', 'new_sign_in'],
});
