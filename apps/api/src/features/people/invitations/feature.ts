import { invitationsManifest } from '@muster/contracts/people/invitations.manifest';
import { defineFeature } from '../../../platform/define-feature.ts';
import { defineJob } from '../../../platform/jobs/define-job.ts';
import { sendReminders } from './remind.ts';
import { routes } from './routes.ts';

export const feature = defineFeature({
  noun: invitationsManifest,
  uses: [],
  routes,
  jobs: (deps) => [defineJob({ queue: 'invitations.remind', run: () => sendReminders(deps) })],
});
