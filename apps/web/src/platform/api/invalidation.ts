import type { api } from '@muster/contracts/api';
import type { Endpoint } from '@muster/contracts/kit/endpoint';
import type { Query, QueryClient } from '@tanstack/react-query';

/** A noun of the API, e.g. `users`. */
export type Noun = keyof typeof api;

/** Invalidates all queries of these nouns; those on screen are refetched. */
export async function invalidateNouns(client: QueryClient, nouns: readonly Noun[]): Promise<void> {
  await client.invalidateQueries({
    predicate: (query) =>
      !isDeleted(query) && nouns.some((noun) => String(query.queryKey[0]).startsWith(`${noun}.`)),
  });
}

/** Queries of deleted things that are still on screen. Refetching them would only be refused. */
const gone = new WeakSet<Query>();

/** Whether a query is about a deleted thing and is kept only until its page is left. */
export function isDeleted(query: Query): boolean {
  return gone.has(query);
}

/**
 * Stops queries about a thing from being refetched while it is being deleted: the live event may arrive
 * before the response, and a refetch would be refused.
 * @param endpoint any endpoint; only `<noun>.delete` deletes a thing of its own
 * @param input what it is called with
 * @returns a function that undoes this if the deletion failed
 */
export function holdBack(client: QueryClient, endpoint: Endpoint, input: unknown): () => void {
  const id = idOf(input);
  if (!endsItsThing(endpoint) || id === undefined) return () => undefined;
  const predicate = ({ queryKey }: Query) => idOf(queryKey[1]) === id;
  const held = client.getQueryCache().findAll({ predicate });
  for (const query of held) gone.add(query);
  void client.cancelQueries({ predicate });
  return () => {
    for (const query of held) gone.delete(query);
  };
}

/**
 * Removes the queries about a deleted thing (`/users/:id` and below) from the cache. A page that is still
 * open keeps its data until it closes: otherwise it would refetch and briefly show "not found".
 * @param endpoint any endpoint; only `<noun>.delete` deletes a thing of its own
 * @param input what it was called with
 */
export function dropDeleted(client: QueryClient, endpoint: Endpoint, input: unknown): void {
  const id = idOf(input);
  if (!endsItsThing(endpoint) || id === undefined) return;
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

/** Whether nothing is left at the id that an endpoint names. */
function endsItsThing({ id }: Endpoint): boolean {
  return /\.(?:delete|merge)$/.test(id);
}
