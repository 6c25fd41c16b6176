import { activationManifest } from '@muster/contracts/access/activation.manifest';
import { defineFeature } from '../../../platform/define-feature.ts';
import { routes } from './routes.ts';

export const feature = defineFeature({
  noun: activationManifest,
  uses: ['account', 'invitations', 'me'],
  routes,
});
