import { auditEventsManifest } from '@muster/contracts/account/audit-events.manifest';
import { defineFeature } from '../../../platform/define-feature.ts';
import { routes } from './routes.ts';

export const feature = defineFeature({ noun: auditEventsManifest, uses: [], routes });
