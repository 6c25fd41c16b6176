import { defineNoun } from '../kit/define-noun.ts';

export const activationManifest = defineNoun({
  noun: 'activation',
  tag: 'What an employee does with the link in the invitation.',
  errors: {
    invitation_not_found: 404,
    invitation_expired: 410,
    invitation_revoked: 410,
    invitation_superseded: 410,
    invitation_used: 410,
  },
  mails: ['welcome', 'user_activated'],
});
