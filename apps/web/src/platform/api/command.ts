import { newIdempotencyKey } from '@muster/client/core/call';
import type { CallInput, CallResult, Endpoint } from '@muster/contracts/kit/endpoint';
import { type UseMutationResult, useMutation, useQueryClient } from '@tanstack/react-query';
import { useCallback, useRef } from 'react';
import { call } from './call.ts';
import { dropDeleted, holdBack, invalidateNouns, type Noun } from './invalidation.ts';
import { ProblemError } from './problem.ts';

interface CommandOptions<E> {
  /** The nouns whose lists and details are stale afterwards. */
  readonly invalidates: readonly Noun[];
  readonly onSuccess?: (result: CallResult<E>, input: CallInput<E>) => unknown;
  /** Called with the problem, to show it next to the action. `useContractForm` does this for forms. */
  readonly onError?: (problem: ProblemError, input: CallInput<E>) => void;
}

/** How long the same press again is the second half of a double click, in milliseconds. */
const doubleClickTime = 500;

/**
 * A mutation for an endpoint. Invalidates the given nouns on success. Without a connection it waits. The same input
 * is sent once, however often a button is pressed meanwhile; after a lost answer it is sent with the same key, so that
 * nothing happens twice.
 */
export function useCommand<const E extends Endpoint>(
  endpoint: E,
  { invalidates, onSuccess, onError }: CommandOptions<E>,
): UseMutationResult<CallResult<E>, ProblemError, CallInput<E>> {
  const client = useQueryClient();
  const lost = useRef<{ readonly text: string; readonly key: string }>(undefined);
  const last = useRef<{ readonly text: string; readonly doneAt?: number }>(undefined);
  const mutation = useMutation<CallResult<E>, ProblemError, CallInput<E>>({
    mutationKey: [endpoint.id],
    mutationFn: async (input) => {
      const letGo = holdBack(client, endpoint, input);
      const text = JSON.stringify(input);
      const key = lost.current?.text === text ? lost.current.key : newIdempotencyKey();
      lost.current = undefined;
      return call(endpoint, input, { idempotencyKey: key }).catch((error: unknown) => {
        letGo();
        if (error instanceof ProblemError && error.status === 0) lost.current = { text, key };
        throw error;
      });
    },
    onSuccess: (result, input) => {
      last.current = { text: JSON.stringify(input), doneAt: performance.now() };
      dropDeleted(client, endpoint, input);
      // Not awaited: the response is here, and the screen refreshes in the background.
      void invalidateNouns(client, invalidates);
      onSuccess?.(result, input);
    },
    onError: (problem, input) => {
      last.current = undefined;
      onError?.(problem, input);
    },
  });
  const { mutate: send } = mutation;
  const mutate = useCallback<typeof send>(
    (...parts) => {
      const text = JSON.stringify(parts[0]);
      const { doneAt = performance.now() } = last.current ?? {};
      if (last.current?.text === text && performance.now() - doneAt < doubleClickTime) return;
      last.current = { text };
      send(...parts);
    },
    [send],
  );
  return { ...mutation, mutate };
}
