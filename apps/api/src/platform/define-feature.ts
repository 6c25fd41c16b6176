import type { NounManifest } from '@muster/contracts/kit/define-noun';
import type { Noun } from '@muster/contracts/nouns';
import type { Dependencies } from '../dependencies.ts';
import type { Server } from './http/api/implement.ts';

/** What a noun does in the API. */
export interface Feature {
  readonly noun: NounManifest;
  /** The features it imports, each through its index. */
  readonly uses: readonly Noun[];
  /** Serves its endpoints. */
  readonly routes: (server: Server) => void;
  /** Names the handlers of its queues. */
  readonly jobs?: (deps: Dependencies) => void;
  /** Deletes, every night, what has expired. */
  readonly cleanUp?: (deps: Dependencies) => Promise<unknown>;
}

/** Declares a feature; the registry finds it by the name of its noun. */
export function defineFeature(feature: Feature): Feature {
  return feature;
}
