import type { Route } from './core/route.ts';

/**
 * How a list is paged: with `nextCursor` as `cursor` until it is null, or with `nextAfter` as `after` while
 * there is more.
 */
export type Paging = 'cursor' | 'after';

/** A route, and how a method's input object is split into the parts of a request. */
export interface TableRoute extends Route {
  /** The names of its query parameters. */
  readonly query: readonly string[];
  readonly hasBody: boolean;
  readonly paging?: Paging;
}

/** Every endpoint by noun and verb. */
export type Table = Readonly<Record<string, Readonly<Record<string, TableRoute>>>>;
