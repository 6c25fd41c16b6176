import { me } from '@muster/contracts/access/me';
import type { CallInput, CallResult, Endpoint } from '@muster/contracts/kit/endpoint';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { call } from './call.ts';
import { invalidateNouns, type Noun } from './invalidation.ts';
import type { ProblemError } from './problem.ts';
import { fetchWithProgress } from './progress-fetch.ts';

interface UploadOptions<E> {
  /** The nouns whose lists and details are stale afterwards. */
  readonly invalidates: readonly Noun[];
  readonly onSuccess: (result: CallResult<E>, input: CallInput<E>) => unknown;
}

interface Upload<E> {
  readonly send: (input: CallInput<E>) => void;
  /** Cancels the upload and ignores its response. */
  readonly cancel: () => void;
  /** The upload in progress, with the share sent so far, from 0 to 1. */
  readonly sending: { readonly input: CallInput<E>; readonly share: number } | undefined;
  readonly error: ProblemError | null;
}

/** Uploads a file and reports progress. Leaving the page cancels the upload. */
export function useUpload<const E extends Endpoint>(
  endpoint: E,
  { invalidates, onSuccess }: UploadOptions<E>,
): Upload<E> {
  const client = useQueryClient();
  const leaving = useRef<AbortController>(null);
  const [share, setShare] = useState(0);
  const { mutate, reset, variables, isPending, error } = useMutation<
    CallResult<E>,
    ProblemError,
    CallInput<E>
  >({
    mutationKey: [endpoint.id],
    mutationFn: async (input) => {
      const giving = new AbortController();
      leaving.current = giving;
      const { signal } = giving;
      setShare(0);
      // Renews an expired session first, so that a large file is not sent only to be refused.
      await call(me.get, {}, { signal });
      return call(endpoint, input, { signal, fetch: fetchWithProgress(setShare) });
    },
    onSuccess: (result, input) => {
      void invalidateNouns(client, invalidates);
      onSuccess(result, input);
    },
  });
  useEffect(() => () => leaving.current?.abort(), []);
  const cancel = () => {
    leaving.current?.abort();
    reset();
  };
  const sending = isPending ? { input: variables, share } : undefined;
  return { send: mutate, cancel, sending, error };
}
