import { notificationsManifest } from '@muster/contracts/mail/notifications.manifest';
import { defineFeature } from '../../../platform/define-feature.ts';
import { defineJob } from '../../../platform/jobs/define-job.ts';
import { sendDigests } from './digests.ts';
import { routes } from './routes.ts';

export const feature = defineFeature({
  noun: notificationsManifest,
  uses: [],
  routes,
  jobs: (deps) => [defineJob({ queue: 'notifications.send-digests', run: () => sendDigests(deps) })],
});
