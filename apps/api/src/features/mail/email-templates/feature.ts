import { emailTemplatesManifest } from '@muster/contracts/mail/email-templates.manifest';
import { defineFeature } from '../../../platform/define-feature.ts';
import { routes } from './routes.ts';

export const feature = defineFeature({ noun: emailTemplatesManifest, uses: ['account'], routes });
