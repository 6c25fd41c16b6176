import type { Dependencies } from '../../dependencies.ts';
import { deliverEmails } from './deliver.ts';

/** The jobs of the outbox. */
export function jobs(deps: Dependencies): void {
  deps.jobs.handle('emails.deliver', (batch) => deliverEmails(deps, batch));
}
