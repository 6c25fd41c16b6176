import { accountManifest } from '@muster/contracts/account/account.manifest';
import { defineFeature } from '../../../platform/define-feature.ts';
import { routes } from './routes.ts';

export const feature = defineFeature({ noun: accountManifest, uses: [], routes });
