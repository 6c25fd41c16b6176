import { apiKeysManifest } from '@muster/contracts/integrations/api-keys.manifest';
import { defineFeature } from '../../../platform/define-feature.ts';
import { cleanUp } from './clean-up.ts';
import { routes } from './routes.ts';

export const feature = defineFeature({ noun: apiKeysManifest, uses: [], routes, cleanUp });
