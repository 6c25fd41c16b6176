import { serviceManifest } from '@muster/contracts/instance/service.manifest';
import { defineFeature } from '../../../platform/define-feature.ts';
import { routes } from './routes.ts';

export const feature = defineFeature({ noun: serviceManifest, uses: [], routes });
