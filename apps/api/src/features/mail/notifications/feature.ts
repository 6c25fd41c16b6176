import { notificationsManifest } from '@muster/contracts/mail/notifications.manifest';
import { defineFeature } from '../../../platform/define-feature.ts';
import { jobs } from './jobs.ts';
import { routes } from './routes.ts';

export const feature = defineFeature({ noun: notificationsManifest, uses: [], routes, jobs });
