import { invitationsManifest } from '@muster/contracts/people/invitations.manifest';
import { defineFeature } from '../../../platform/define-feature.ts';
import { jobs } from './jobs.ts';
import { routes } from './routes.ts';

export const feature = defineFeature({ noun: invitationsManifest, uses: [], routes, jobs });
