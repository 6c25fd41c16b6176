import { type Endpoint, isFile } from '@muster/contracts/kit/endpoint';
import { limitConcurrencyByKey, type Turns } from '../../concurrency.ts';
import type { StatementLimits } from '../../db/driver.ts';

/** What a request costs: reading a file, sending one, searching or counting many rows, or little. */
export type Cost = 'file' | 'export' | 'search' | 'little';

/**
 * The cost of a request.
 * @param query its query parameters, parsed
 */
export function costOf({ multipart, contentType, method, path }: Endpoint, query: unknown): Cost {
  if (multipart) return 'file';
  if (isFile(contentType)) return 'export';
  const { q, include } = (query ?? {}) as { q?: string; include?: string };
  const isCount = include === 'total' || path.endsWith('/count');
  return method === 'GET' && (isCount || q !== undefined) ? 'search' : 'little';
}

const seconds = 1_000;

/** How long a statement of a request may take. Waiting for somebody else's transaction counts, too. */
export const statementLimits: Readonly<Record<Cost, StatementLimits>> = {
  little: { alone: 10 * seconds, inTransaction: 60 * seconds },
  search: { alone: 10 * seconds, inTransaction: 60 * seconds },
  export: { alone: 30 * seconds, inTransaction: 60 * seconds },
  file: { alone: 10 * seconds, inTransaction: 60 * seconds },
};

/** The turns that accounts take for what costs a lot. */
export type CostTurns = Readonly<Record<Exclude<Cost, 'little'>, Turns>>;

/** Opens the turns of this process. */
export function openCostTurns(): CostTurns {
  return {
    file: limitConcurrencyByKey({
      atOnce: 1,
      inAll: 4,
      waiting: 3,
      waitingInAll: 20,
      patienceMs: 30 * seconds,
    }),
    export: limitConcurrencyByKey({ atOnce: 2, waiting: 4, patienceMs: 15 * seconds }),
    search: limitConcurrencyByKey({ atOnce: 4, waiting: 50, patienceMs: 10 * seconds }),
  };
}
