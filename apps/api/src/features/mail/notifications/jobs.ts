import type { Dependencies } from '../../../dependencies.ts';
import { sendDigests } from './digests.ts';

/** Registers the job of the digests. */
export function jobs(deps: Dependencies): void {
  deps.jobs.handle('notifications.send-digests', (batch) => sendDigests(deps, batch));
}
