import type { api } from '@muster/contracts/api';
import type { Endpoint } from '@muster/contracts/kit/endpoint';
import type { Query, QueryClient } from '@tanstack/react-query';

/** A noun of the API, e.g. `users`. */
export type Noun = keyof typeof api;

/** Marks everything read from these nouns as stale; what is on screen is read again. */
export async function invalidateNouns(client: QueryClient, nouns: readonly Noun[]): Promise<void> {
  await client.invalidateQueries({
    predicate: (query) =>
      !isDeleted(query) && nouns.some((noun) => String(query.queryKey[0]).startsWith(`${noun}.`)),
  });
}

/** What is still on screen of things that are no more; asking for it again would only be refused. */
const gone = new WeakSet<Query>();

/** Whether an answer is about something deleted, and kept only until its page is left. */
export function isDeleted(query: Query): boolean {
  return gone.has(query);
}

/**
 * Keeps what is on screen of a thing from being read again while it is being deleted: the news of it may come before
 * the answer, and a reading under way would be refused.
 * @param endpoint any endpoint; only `<noun>.delete` deletes a thing of its own
 * @param input what it is called with
 * @returns ends that, when the thing was not deleted after all
 */
export function holdBack(client: QueryClient, endpoint: Endpoint, input: unknown): () => void {
  const id = idOf(input);
  if (!endpoint.id.endsWith('.delete') || id === undefined) return () => undefined;
  const predicate = ({ queryKey }: Query) => idOf(queryKey[1]) === id;
  const held = client.getQueryCache().findAll({ predicate });
  for (const query of held) gone.add(query);
  void client.cancelQueries({ predicate });
  return () => {
    for (const query of held) gone.delete(query);
  };
}

/**
 * Drops what was read of a deleted thing (`/users/:id` and all below). The page that is being left keeps its
 * answers until it has closed: without them it would ask once more, and show a "not found" on the way out.
 * @param endpoint any endpoint; only `<noun>.delete` deletes a thing of its own
 * @param input what it was called with
 */
export function dropDeleted(client: QueryClient, endpoint: Endpoint, input: unknown): void {
  const id = idOf(input);
  if (!endpoint.id.endsWith('.delete') || id === undefined) return;
  const cache = client.getQueryCache();
  const isAbout = ({ queryKey }: Query) => idOf(queryKey[1]) === id;
  client.removeQueries({ predicate: isAbout, type: 'inactive' });
  const onScreen = new Set(cache.findAll({ predicate: isAbout }));
  if (onScreen.size === 0) return;
  for (const query of onScreen) gone.add(query);
  const stop = cache.subscribe(({ type, query }) => {
    if (type !== 'observerRemoved' || query.getObserversCount() > 0 || !onScreen.delete(query)) return;
    cache.remove(query);
    if (onScreen.size === 0) stop();
  });
}

function idOf(input: unknown): string | undefined {
  return (input as { params?: { id?: string } } | undefined)?.params?.id;
}
