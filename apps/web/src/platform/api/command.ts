import type { CallInput, CallResult, Endpoint } from '@muster/contracts/kit/endpoint';
import { type UseMutationResult, useMutation, useQueryClient } from '@tanstack/react-query';
import { call } from './call.ts';
import { dropDeleted, holdBack, invalidateNouns, type Noun } from './invalidation.ts';
import type { ProblemError } from './problem.ts';

interface CommandOptions<E> {
  /** The nouns whose lists and details are stale afterwards. */
  readonly invalidates: readonly Noun[];
  readonly onSuccess?: (result: CallResult<E>, input: CallInput<E>) => unknown;
  /** Called with the problem, to show it next to the action. `useContractForm` does this for forms. */
  readonly onError?: (problem: ProblemError, input: CallInput<E>) => void;
}

/** A mutation for an endpoint. Invalidates the given nouns on success. */
export function useCommand<const E extends Endpoint>(
  endpoint: E,
  { invalidates, onSuccess, onError }: CommandOptions<E>,
): UseMutationResult<CallResult<E>, ProblemError, CallInput<E>> {
  const client = useQueryClient();
  return useMutation<CallResult<E>, ProblemError, CallInput<E>>({
    mutationKey: [endpoint.id],
    mutationFn: async (input) => {
      const letGo = holdBack(client, endpoint, input);
      return call(endpoint, input).catch((error: unknown) => {
        letGo();
        throw error;
      });
    },
    onSuccess: (result, input) => {
      dropDeleted(client, endpoint, input);
      // Not awaited: the response is here, and the screen refreshes in the background.
      void invalidateNouns(client, invalidates);
      onSuccess?.(result, input);
    },
    onError: (problem, input) => onError?.(problem, input),
  });
}
