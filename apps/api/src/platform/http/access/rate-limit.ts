import type { FastifyRequest } from 'fastify';
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import { fail } from '../../errors.ts';
import { networkOf } from '../../rate-limits/client-network.ts';

/** A general limit per network and process, against runaway clients. */
export interface NetworkLimit {
  /**
   * Counts a request.
   * @throws Failure `rate_limited`
   */
  count(request: FastifyRequest): Promise<void>;
  /** Removes a request from the count, because it counts against the quotas of an API key instead. */
  uncount(request: FastifyRequest): Promise<void>;
}

/**
 * Creates the limit. Sign-in and API keys have their own limits.
 * @param perMinute how many requests a network may make per minute
 */
export function openNetworkLimit(perMinute: number): NetworkLimit {
  const limiter = new RateLimiterMemory({ points: perMinute, duration: 60 });
  return {
    async count(request) {
      try {
        await limiter.consume(networkOf(request.ip));
      } catch (reason) {
        if (!(reason instanceof RateLimiterRes)) throw reason;
        fail('rate_limited', { retryAfter: Math.ceil(reason.msBeforeNext / 1000) });
      }
    },
    async uncount(request) {
      await limiter.reward(networkOf(request.ip));
    },
  };
}
