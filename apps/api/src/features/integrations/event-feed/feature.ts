import { eventFeedManifest } from '@muster/contracts/integrations/event-feed.manifest';
import { defineFeature } from '../../../platform/define-feature.ts';
import { routes } from './routes.ts';

export const feature = defineFeature({ noun: eventFeedManifest, uses: [], routes });
