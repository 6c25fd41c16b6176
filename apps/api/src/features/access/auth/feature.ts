import { authManifest } from '@muster/contracts/access/auth.manifest';
import { defineFeature } from '../../../platform/define-feature.ts';
import { defineJob } from '../../../platform/jobs/define-job.ts';
import { sendResetMails } from './password-reset.ts';
import { routes } from './routes.ts';
import { deleteExpired } from './sign-up.ts';
import { warnOfGuesses } from './warn-of-guesses.ts';

export const feature = defineFeature({
  noun: authManifest,
  uses: ['account', 'invitations', 'me'],
  routes,
  cleanUp: deleteExpired,
  jobs: (deps) => [
    defineJob({ queue: 'auth.send-reset', run: (batch) => sendResetMails(deps, batch) }),
    defineJob({ queue: 'auth.warn-of-guesses', run: (batch) => warnOfGuesses(deps, batch) }),
  ],
});
