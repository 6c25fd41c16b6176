import type { FastifyReply } from 'fastify';
import type { QuotaState } from './quota.ts';

/** A quota of a key, or the limit of a network. */
type Shown = Omit<QuotaState, 'name'> & { readonly name: string };

/**
 * Sets the quota headers: `RateLimit-Policy` and `RateLimit` (draft-ietf-httpapi-ratelimit-headers-10), and
 * for older clients `RateLimit-Limit`, `-Remaining` and `-Reset` (draft -06) of the quota closest to its
 * limit.
 * @param states the quotas the request was counted against
 */
export function setQuotaHeaders(reply: FastifyReply, states: readonly Shown[]): void {
  const [first, ...others] = states;
  if (!first) return;
  const tightest = others.reduce((least, state) => (share(state) < share(least) ? state : least), first);
  reply.headers({
    'RateLimit-Policy': states
      .map((state) => `"${state.name}";q=${state.limit};w=${state.windowSeconds}`)
      .join(', '),
    RateLimit: states.map((state) => `"${state.name}";r=${state.remaining};t=${seconds(state)}`).join(', '),
    'RateLimit-Limit': String(tightest.limit),
    'RateLimit-Remaining': String(tightest.remaining),
    'RateLimit-Reset': String(seconds(tightest)),
  });
}

/** @returns whole seconds until a quota is full again */
export function seconds({ resetMs }: Pick<QuotaState, 'resetMs'>): number {
  return Math.max(1, Math.ceil(resetMs / 1000));
}

function share({ remaining, limit }: Shown): number {
  return remaining / limit;
}
