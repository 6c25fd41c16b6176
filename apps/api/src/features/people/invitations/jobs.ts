import type { Dependencies } from '../../../dependencies.ts';
import { sendReminders } from './remind.ts';

/** Registers the job of the reminders. */
export function jobs(deps: Dependencies): void {
  deps.jobs.handle('invitations.remind', (batch) => sendReminders(deps, batch));
}
