import { usersManifest } from '@muster/contracts/people/users.manifest';
import { defineFeature } from '../../../platform/define-feature.ts';
import { routes } from './routes.ts';

export const feature = defineFeature({
  noun: usersManifest,
  uses: ['audit-events', 'emails', 'groups', 'invitations'],
  routes,
});
