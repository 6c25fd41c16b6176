import { api } from './generated/api.ts';
import type { Endpoint } from './kit/endpoint.ts';

/** The whole API: every noun with its endpoints. */
export { api };

/** Every endpoint in one list, for documentation, sweeps and clients. */
export const allEndpoints: readonly Endpoint[] = Object.values(api).flatMap((noun) =>
  Object.values<Endpoint>(noun),
);
