import type { NounManifest } from '@muster/contracts/kit/define-noun';
import type { Noun } from '@muster/contracts/nouns';
import type { Dependencies } from '../dependencies.ts';
import type { Server } from './http/api/implement.ts';
import type { JobDefinition, Worker } from './jobs/define-job.ts';
import type { LaneState } from './metrics.ts';

/** What a noun does in the API. */
export interface Feature {
  readonly noun: NounManifest;
  /** The features it imports, each through its index. */
  readonly uses: readonly Noun[];
  /** Serves its endpoints. */
  readonly routes: (server: Server) => void;
  /** What the jobs of its queues do. */
  readonly jobs?: (deps: Dependencies) => readonly JobDefinition[];
  /** What its processes do beside queues. */
  readonly workers?: (deps: Dependencies) => readonly Worker[];
  /** What waits in its lanes, for the operator. */
  readonly lanes?: (deps: Dependencies) => Promise<readonly LaneState[]>;
  /** Deletes, every night, what has expired. */
  readonly cleanUp?: (deps: Dependencies) => Promise<unknown>;
}

/** Declares a feature; the registry finds it by the name of its noun. */
export function defineFeature(feature: Feature): Feature {
  return feature;
}
