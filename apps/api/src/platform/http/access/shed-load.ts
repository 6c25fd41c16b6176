import underPressure from '@fastify/under-pressure';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { fail } from '../../errors.ts';
import { costOf } from '../api/cost.ts';

/**
 * From which delay of the event loop on requests are refused, in milliseconds on average over the last second:
 * what does a lot at once, and then everything that the operator's tools do not ask.
 */
const delays = { bulk: 200, everything: 1_000 };
/** What tells whether this process lives, and how it is. */
const always = new Set(['/healthz', '/readyz', '/metrics']);

/**
 * Refuses requests while the event loop is late: answers 503 `service_unavailable`, so that what is under way can end.
 * @param app the server, before its routes are registered
 * @param from the delays, shorter in tests
 */
export async function shedLoad(app: FastifyInstance, from = delays): Promise<void> {
  await app.register(underPressure, {
    maxEventLoopDelay: from.bulk,
    pressureHandler: async (request, _reply, _type, delay = 0) => {
      if (always.has(request.routeOptions.url ?? '')) return;
      if (delay > from.everything || isBulk(request)) fail('service_unavailable', { retryAfter: 5 });
    },
  });
}

function isBulk({ routeOptions, query }: FastifyRequest): boolean {
  const { contract } = routeOptions.config;
  if (!contract) return false;
  return contract.isBulk === true || ['file', 'export'].includes(costOf(contract, query));
}
