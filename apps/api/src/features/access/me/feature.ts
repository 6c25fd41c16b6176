import { meManifest } from '@muster/contracts/access/me.manifest';
import { defineFeature } from '../../../platform/define-feature.ts';
import { routes } from './routes.ts';

export const feature = defineFeature({ noun: meManifest, uses: ['account', 'groups'], routes });
