import { defineNoun } from '../kit/define-noun.ts';

export const serviceManifest = defineNoun({
  noun: 'service',
  tag: 'What this installation offers.',
});
