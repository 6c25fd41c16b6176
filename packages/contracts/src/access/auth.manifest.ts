import { defineNoun } from '../kit/define-noun.ts';

export const authManifest = defineNoun({
  noun: 'auth',
  tag: 'Sign up, sign in and out, and passwords.',
  errors: { credentials_invalid: 401, sign_up_closed: 403, reset_link_invalid: 410, password_weak: 422 },
  mails: ['password_reset'],
});
