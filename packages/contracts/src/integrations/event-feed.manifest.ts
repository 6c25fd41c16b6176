import { defineNoun } from '../kit/define-noun.ts';

export const eventFeedManifest = defineNoun({
  noun: 'event-feed',
  tag: 'Events to pull, in the order they happened.',
  permissions: ['events:read'],
});
