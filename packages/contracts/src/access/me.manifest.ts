import { defineNoun } from '../kit/define-noun.ts';

export const meManifest = defineNoun({
  noun: 'me',
  tag: 'The signed-in person, their accounts and their sign-ins.',
  errors: { address_unproved: 403 },
});
