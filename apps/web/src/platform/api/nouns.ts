import type { api } from '@muster/contracts/api';
import type { QueryClient } from '@tanstack/react-query';
import { isDeleted } from './deleted.ts';

/** A noun of the API, e.g. `users`. */
export type Noun = keyof typeof api;

/** Marks everything read from these nouns as stale; what is on screen is read again. */
export async function invalidateNouns(client: QueryClient, nouns: readonly Noun[]): Promise<void> {
  await client.invalidateQueries({
    predicate: (query) =>
      !isDeleted(query) && nouns.some((noun) => String(query.queryKey[0]).startsWith(`${noun}.`)),
  });
}
