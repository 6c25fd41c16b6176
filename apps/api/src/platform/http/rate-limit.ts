import type { FastifyRequest } from 'fastify';
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import { networkOf } from '../attempts.ts';
import { fail } from '../errors.ts';

/**
 * A general limit per network and process, against run-away clients. Sign-in has stricter limits of its own.
 * @param perMinute requests allowed in a minute
 * @returns a check that throws Failure `rate_limited`
 */
export function openRateLimit(perMinute: number): (request: FastifyRequest) => Promise<void> {
  const limiter = new RateLimiterMemory({ points: perMinute, duration: 60 });
  return async (request) => {
    try {
      await limiter.consume(networkOf(request.ip));
    } catch (reason) {
      if (!(reason instanceof RateLimiterRes)) throw reason;
      fail('rate_limited', { retryAfter: Math.ceil(reason.msBeforeNext / 1000) });
    }
  };
}
