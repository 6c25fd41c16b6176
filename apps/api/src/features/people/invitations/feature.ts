import { invitationsManifest } from '@muster/contracts/people/invitations.manifest';
import type { Dependencies } from '../../../dependencies.ts';
import { defineFeature } from '../../../platform/define-feature.ts';
import { sendReminders } from './remind.ts';
import { routes } from './routes.ts';

export const feature = defineFeature({ noun: invitationsManifest, uses: [], routes, jobs });

/** The job of the reminders. */
function jobs(deps: Dependencies): void {
  deps.jobs.handle('invitations.remind', (batch) => sendReminders(deps, batch));
}
