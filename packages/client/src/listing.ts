import type { Paging } from './table.ts';

/**
 * A list. `await` it for one page, or iterate over all entries with `for await`; pages are loaded one after
 * another as needed.
 */
export interface Listing<Item, Page> extends PromiseLike<Page>, AsyncIterable<Item> {
  /** Iterates over all pages. */
  pages(): AsyncIterable<Page>;
}

interface AnyPage {
  readonly data: readonly unknown[];
  readonly nextCursor?: string | null;
  readonly nextAfter?: string | null;
  readonly hasMore?: boolean;
}

/**
 * Combines the pages of a list into one sequence.
 * @param paging how the list is paged
 * @param read loads a page; its argument is added to the query for pages after the first
 */
export function listing(
  paging: Paging,
  read: (next: Readonly<Record<string, string>>) => Promise<unknown>,
): Listing<unknown, unknown> {
  async function* pages(): AsyncGenerator<AnyPage> {
    let next: string | undefined;
    do {
      const page = (await read(next === undefined ? {} : { [paging]: next })) as AnyPage;
      yield page;
      next = following(paging, page);
    } while (next !== undefined);
  }
  async function* items(): AsyncGenerator<unknown> {
    for await (const { data } of pages()) yield* data;
  }
  return {
    // biome-ignore lint/suspicious/noThenProperty: being awaited is what it is for.
    then: (onPage, onError) => read({}).then(onPage, onError),
    pages,
    [Symbol.asyncIterator]: items,
  };
}

function following(paging: Paging, { nextCursor, nextAfter, hasMore }: AnyPage): string | undefined {
  if (paging === 'cursor') return nextCursor ?? undefined;
  return hasMore ? (nextAfter ?? undefined) : undefined;
}
