import { authManifest } from '@muster/contracts/access/auth.manifest';
import type { Dependencies } from '../../../dependencies.ts';
import { defineFeature } from '../../../platform/define-feature.ts';
import { sendResetMails } from './password-reset.ts';
import { routes } from './routes.ts';

export const feature = defineFeature({
  noun: authManifest,
  uses: ['account', 'invitations', 'me'],
  routes,
  jobs,
});

/** The jobs of signing in. */
function jobs(deps: Dependencies): void {
  deps.jobs.handle('auth.send-reset', (batch) => sendResetMails(deps, batch));
}
