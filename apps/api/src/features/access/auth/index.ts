import type { Dependencies } from '../../../dependencies.ts';
import { sendResetMails } from './password-reset.ts';

export { createAccountFor } from './create-account.ts';
export { routes } from './routes.ts';
export { signUp } from './sign-up.ts';

/** The jobs of signing in. */
export function jobs(deps: Dependencies): void {
  deps.jobs.handle('auth.send-reset', (batch) => sendResetMails(deps, batch));
}
