import { allEndpoints } from '@muster/contracts/api';
import { users } from '@muster/contracts/people/users';
import type { Browser } from '../process/browser.ts';
import type { SecondPage } from './facts.ts';

type Query = Readonly<Record<string, unknown>>;

/**
 * Reads a page of a list.
 * @returns the status, and for a page its first row and next cursor
 */
export async function readPage(by: Browser, endpoint: string, query: Query) {
  const found = allEndpoints.find(({ id }) => id === endpoint);
  if (!found) throw new Error(`There is no ${endpoint}.`);
  const { status, body } = await by.try(found, { query } as never);
  const page = body as { data?: { id?: string }[]; nextCursor?: string | null };
  return { status, first: page.data?.[0]?.id, nextCursor: page.nextCursor ?? undefined };
}

/** The second page of every list of the account that has one, and of a filtered one. */
export async function secondPages(by: Browser): Promise<SecondPage[]> {
  const lists = allEndpoints
    .filter(({ method, path, query }) => method === 'GET' && !path.includes(':') && isPaged(query))
    .map(({ id }): [string, Query] => [id, { limit: 1 }]);
  const filtered = { limit: 2, sort: '-email', status: ['active', 'invited'], q: 'example' };
  const pages: SecondPage[] = [];
  for (const [endpoint, query] of [...lists, [users.list.id, filtered] as const]) {
    const { nextCursor: cursor } = await readPage(by, endpoint, query);
    if (cursor === undefined) continue;
    const { first } = await readPage(by, endpoint, { ...query, cursor });
    if (first !== undefined) pages.push({ endpoint, query: { ...query, cursor }, first });
  }
  return pages;
}

function isPaged(query: unknown): boolean {
  return (
    typeof query === 'object' && query !== null && 'shape' in query && 'cursor' in (query.shape as object)
  );
}
