import { defineNoun } from '../kit/define-noun.ts';

export const authManifest = defineNoun({
  noun: 'auth',
  tag: 'Sign up, sign in and out, and passwords.',
  errors: {
    credentials_invalid: 401,
    not_active_anywhere: 403,
    sign_up_closed: 403,
    reset_link_invalid: 410,
    sign_up_expired: 410,
    sign_up_code_used_up: 410,
    sign_up_code_invalid: 422,
    password_weak: 422,
  },
  mails: ['password_reset', 'sign_up_code', 'sign_up_known_address', 'address_locked'],
});
