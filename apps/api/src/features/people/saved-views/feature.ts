import { savedViewsManifest } from '@muster/contracts/people/saved-views.manifest';
import { defineFeature } from '../../../platform/define-feature.ts';
import { routes } from './routes.ts';

export const feature = defineFeature({ noun: savedViewsManifest, uses: [], routes });
