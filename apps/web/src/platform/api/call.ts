import { call as send } from '@muster/client/core/call';
import { unanswered } from '@muster/client/core/problem';
import type { WireInput } from '@muster/client/core/route';
import type { CallInput, CallResult, Endpoint } from '@muster/contracts/kit/endpoint';
import { reportSessionEnded } from '../session/session-state.ts';
import { reportUnreachable } from './connection.ts';
import { isUnauthenticated, ProblemError } from './problem.ts';
import { renewSession } from './renewal.ts';
import { settings } from './settings.ts';

interface CallOptions {
  readonly signal?: AbortSignal | undefined;
  /** Set it to repeat a POST whose answer was lost; by default, each call has a new one. */
  readonly idempotencyKey?: string | undefined;
  /** Replaces the browser's own `fetch`, e.g. with one that reports upload progress. */
  readonly fetch?: typeof fetch | undefined;
}

type Answer<E> = { readonly result: CallResult<E> } | { readonly refusal: unknown };

/**
 * Calls an endpoint; the only way the SPA talks to the server. Renews an expired session transparently.
 * @param endpoint from `@muster/contracts/<noun>`
 * @param input params, query and body in the contract's wire types
 * @throws ProblemError for any failure, except an abort by `signal`
 */
export async function call<const E extends Endpoint>(
  endpoint: E,
  input: CallInput<E>,
  options: CallOptions = {},
): Promise<CallResult<E>> {
  let answer = await ask(endpoint, input, options);
  if ('refusal' in answer && endpoint.access !== 'public') {
    const isSignedIn = await renewSession(async () => {
      // Other calls wait for this as well, so it continues if this call is aborted.
      answer = await ask(endpoint, input, { ...options, signal: undefined });
      return 'result' in answer;
    }).catch((error: unknown) => Promise.reject(error instanceof ProblemError ? error : unanswered(error)));
    options.signal?.throwIfAborted();
    if (isSignedIn && 'refusal' in answer) answer = await ask(endpoint, input, options);
    if ('refusal' in answer) reportSessionEnded();
  }
  if ('refusal' in answer) throw answer.refusal;
  return answer.result;
}

/** Returns "not signed in" as a refusal, because it may be recoverable; throws other errors. */
async function ask<E extends Endpoint>(
  endpoint: E,
  input: CallInput<E>,
  { fetch = settings.fetch, ...options }: CallOptions,
): Promise<Answer<E>> {
  try {
    const how = { ...settings, fetch };
    return { result: (await send(how, endpoint, input as WireInput, options)) as CallResult<E> };
  } catch (error) {
    if (error instanceof ProblemError && error.code === 'network_unreachable') reportUnreachable();
    if (isUnauthenticated(error)) return { refusal: error };
    throw error;
  }
}
