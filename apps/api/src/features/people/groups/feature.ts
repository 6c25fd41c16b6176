import { groupsManifest } from '@muster/contracts/people/groups.manifest';
import { defineFeature } from '../../../platform/define-feature.ts';
import { routes } from './routes.ts';

export const feature = defineFeature({ noun: groupsManifest, uses: [], routes });
