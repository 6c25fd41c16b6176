import type { Paging } from './table.ts';

/**
 * A list to ask for. `await` it for one page, go through it with `for await` for all that there is; pages
 * are asked for one after another, as far as you go.
 */
export interface Listing<Item, Page> extends PromiseLike<Page>, AsyncIterable<Item> {
  /** All of it, page by page. */
  pages(): AsyncIterable<Page>;
}

interface AnyPage {
  readonly data: readonly unknown[];
  readonly nextCursor?: string | null;
  readonly nextAfter?: string | null;
  readonly hasMore?: boolean;
}

/**
 * Makes the pages of a list one sequence.
 * @param paging how the list goes on
 * @param read asks for a page; given what to put into the query on top for the pages after the first
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
