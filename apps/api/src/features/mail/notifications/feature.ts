import { notificationsManifest } from '@muster/contracts/mail/notifications.manifest';
import type { Dependencies } from '../../../dependencies.ts';
import { defineFeature } from '../../../platform/define-feature.ts';
import { sendDigests } from './digests.ts';
import { routes } from './routes.ts';

export const feature = defineFeature({ noun: notificationsManifest, uses: [], routes, jobs });

/** The job of the digests. */
function jobs(deps: Dependencies): void {
  deps.jobs.handle('notifications.send-digests', (batch) => sendDigests(deps, batch));
}
