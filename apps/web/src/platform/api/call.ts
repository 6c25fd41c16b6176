import type { CallInput, CallResult, Endpoint } from '@muster/contracts/endpoint';
import { reportSessionEnded } from '../session/session-state.ts';
import { ProblemError, readProblem, unanswered } from './problem.ts';
import { renewSession } from './renewal.ts';
import { requestOf, type WireInput } from './request.ts';

const patience = 30_000;
/** A file takes as long as the line it goes over. */
const uploadPatience = 15 * 60_000;

interface CallOptions {
  readonly signal?: AbortSignal | undefined;
}

type Answer = { readonly response: Response } | { readonly problem: ProblemError };

/**
 * Calls an endpoint: the SPA's one door to the server. Throws a `ProblemError` for whatever goes wrong, except
 * an abort by `signal`. A sign-in that ran out is renewed behind the scenes.
 * @param endpoint from `@muster/contracts/<noun>`
 * @param input params, query and body as the contract's wire types
 */
export async function call<const E extends Endpoint>(
  endpoint: E,
  input: CallInput<E>,
  options: CallOptions = {},
): Promise<CallResult<E>> {
  const answer = await exchange(endpoint, input as WireInput, options.signal);
  if ('problem' in answer) throw answer.problem;
  const text = await answer.response.text().catch((error: unknown) => Promise.reject(unanswered(error)));
  return (text === '' ? undefined : JSON.parse(text)) as CallResult<E>;
}

async function exchange(endpoint: Endpoint, input: WireInput, signal?: AbortSignal): Promise<Answer> {
  const again = () => send(endpoint, input, signal);
  let answer = await again();
  if (endpoint.access === 'public' || !isRefused(answer)) return answer;

  const isSignedIn = await renewSession(async () => {
    answer = await again();
    return !isRefused(answer);
  }).catch((error: unknown) => Promise.reject(error instanceof ProblemError ? error : unanswered(error)));
  if (isSignedIn && isRefused(answer)) answer = await again();
  if (isRefused(answer)) reportSessionEnded();
  return answer;
}

async function send(endpoint: Endpoint, input: WireInput, signal?: AbortSignal): Promise<Answer> {
  const limit = AbortSignal.timeout(endpoint.multipart ? uploadPatience : patience);
  try {
    const response = await fetch(
      requestOf(endpoint, input, signal ? AbortSignal.any([signal, limit]) : limit),
    );
    return response.ok ? { response } : { problem: await readProblem(response) };
  } catch (error) {
    throw unanswered(error);
  }
}

function isRefused(answer: Answer): boolean {
  return 'problem' in answer && answer.problem.code === 'unauthenticated';
}
