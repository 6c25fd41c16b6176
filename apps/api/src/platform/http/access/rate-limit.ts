import type { FastifyRequest } from 'fastify';
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import { fail } from '../../errors.ts';
import { networkOf } from '../../rate-limits/client-network.ts';

/** A general limit per network and process, against run-away clients. */
export interface NetworkLimit {
  /** Counts a request. @throws Failure `rate_limited` */
  count(request: FastifyRequest): Promise<void>;
  /** Takes a request back that is counted elsewhere: on the quotas of an API key. */
  forgive(request: FastifyRequest): Promise<void>;
}

/**
 * Opens the limit. Sign-in and API keys have limits of their own.
 * @param perMinute requests allowed in a minute
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
    async forgive(request) {
      await limiter.reward(networkOf(request.ip));
    },
  };
}
