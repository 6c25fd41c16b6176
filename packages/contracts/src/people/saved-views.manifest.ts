import { defineNoun } from '../kit/define-noun.ts';

export const savedViewsManifest = defineNoun({
  noun: 'saved-views',
  tag: 'Filters of the users list, saved under a name.',
  errors: { too_many_views: 409, view_exists: 409 },
});
