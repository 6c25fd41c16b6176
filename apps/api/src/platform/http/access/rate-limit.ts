import type { FastifyReply, FastifyRequest } from 'fastify';
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import { fail } from '../../errors.ts';
import { networkOf } from '../../rate-limits/client-network.ts';
import { seconds, setQuotaHeaders } from '../../rate-limits/headers.ts';

/** A general limit per network and process, against runaway clients. */
export interface NetworkLimit {
  /**
   * Counts a request.
   * @throws Failure `rate_limited`, and then the reply has the headers of a quota
   */
  count(request: FastifyRequest, reply: FastifyReply): Promise<void>;
  /** Removes a request from the count, because it counts against the quotas of an API key instead. */
  uncount(request: FastifyRequest): Promise<void>;
}

const windowSeconds = 60;

/**
 * Creates the limit. Sign-in and API keys have their own limits.
 * @param perMinute how many requests a network may make per minute
 */
export function openNetworkLimit(perMinute: number): NetworkLimit {
  const limiter = new RateLimiterMemory({ points: perMinute, duration: windowSeconds });
  return {
    async count(request, reply) {
      try {
        await limiter.consume(networkOf(request.ip));
      } catch (reason) {
        if (!(reason instanceof RateLimiterRes)) throw reason;
        const { remainingPoints: remaining, msBeforeNext: resetMs } = reason;
        const state = { name: 'network', limit: perMinute, windowSeconds, remaining, resetMs };
        setQuotaHeaders(reply, [state]);
        fail('rate_limited', { retryAfter: seconds(state) });
      }
    },
    async uncount(request) {
      await limiter.reward(networkOf(request.ip));
    },
  };
}
