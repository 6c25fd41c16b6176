import type { PublicContext } from '../context/context.ts';
import { fail } from '../errors.ts';
import { keysetSql, openKeyset, type PagedQuery } from './keyset.ts';
import { empty, join, type Query, type Sql, sql } from './sql.ts';

/** A sort order of a list. */
export interface SortSpec<Row> {
  readonly column: Sql;
  /** The type of the value in a cursor. */
  readonly cast: 'text' | 'timestamptz';
  /** The sort value of a row, as text that the database converts back exactly. */
  valueOf(row: Row): string;
}

/** The description of a list: its rows, filters and sort orders. */
export interface ListSpec<Row, Filter extends object, Sort extends string> {
  /** The endpoint's id, e.g. `groups.list`. It is part of each cursor, so it never changes. */
  readonly endpoint: string;
  readonly columns: Sql;
  readonly from: Sql;
  /** The column with the account's id; absent only for lists that belong to no account. */
  readonly account?: Sql;
  readonly id: Sql;
  /** A condition that every row of the list meets. */
  readonly only?: Sql;
  /** The sort orders, each served by an index on (account, column, id). */
  readonly sorts: Readonly<Record<Sort, SortSpec<Row>>>;
  /** The condition of each filter. Filters that are absent, empty or an empty list add no condition. */
  readonly where: { readonly [K in keyof Filter]-?: (value: NonNullable<Filter[K]>) => Sql };
  /** The tables to count a total in, if it needs fewer joins than the rows. */
  countFrom?(filter: Filter): Sql;
}

/** A list that `listPage` and `findRow` read. */
export interface List<Row, Filter extends object, Sort extends string> extends ListSpec<Row, Filter, Sort> {
  readonly select: Sql;
}

/** Preserves the types of a list's description, and builds the constant part of its statements once. */
export function defineList<Row, Filter extends object, Sort extends string>(
  spec: ListSpec<Row, Filter, Sort>,
): List<Row, Filter, Sort> {
  return { ...spec, select: sql`SELECT ${spec.columns} ${spec.from}` };
}

/** Sorts by a text, under the name of the row's field. */
export function byText<K extends string>(column: Sql, key: K): SortSpec<{ readonly [P in K]: string }> {
  return { column, cast: 'text', valueOf: (row) => row[key] };
}

/** Sorts by a time, under the name of the row's field. */
export function byTime<K extends string>(column: Sql, key: K): SortSpec<{ readonly [P in K]: Date }> {
  return { column, cast: 'timestamptz', valueOf: (row) => row[key].toISOString() };
}

/** The filters of one call. */
type Filters<Filter> = { readonly [K in keyof Filter]?: Filter[K] | undefined };

/** The context to read a list in: an account's, or one without an account if the list belongs to none. */
export type ListReader = Pick<PublicContext, 'deps'> & { readonly query: Query; readonly accountId?: string };

/** A page of a list as the API returns it. */
export interface ListPage<Item> {
  data: Item[];
  nextCursor: string | null;
  total?: number;
}

/**
 * Reads a page of a list and, if the query includes it, its total at the same time.
 * @param query the parsed query: page, sort and filters
 * @param present converts a row for the API
 * @param options.name the list's name in cursors, if one list serves several endpoints
 * @param options.filter filters that come from the path instead of the query
 * @throws Failure `cursor_invalid` for a cursor of another list, account, sort or filter
 */
export async function listPage<
  Row extends { readonly id: string },
  Filter extends object,
  Sort extends string,
  Item,
>(
  ctx: ListReader,
  list: List<Row, Filter, Sort>,
  query: PagedQuery<NoInfer<Sort>> & Filters<NoInfer<Filter>>,
  present: (row: Row) => Item,
  options: { readonly name?: string; readonly filter?: Filters<NoInfer<Filter>> } = {},
): Promise<ListPage<Item>> {
  const keyset = openKeyset<Sort>(ctx, options.name ?? list.endpoint, query);
  const sort = list.sorts[keyset.key];
  // `Filters` only makes each of them optional, which a generic spread does not show.
  const filter = { ...query, ...options.filter } as unknown as Filter;
  const conditions = conditionsOf(ctx, list, filter);
  const page = keysetSql(keyset, sort.column, { id: list.id, cast: sort.cast });
  const [total, found] = await Promise.all([
    keyset.isTotalWanted ? count(ctx, list.countFrom?.(filter) ?? list.from, conditions) : undefined,
    ctx.query<Row>(sql`${list.select} WHERE ${conditions} ${page.where} ${page.tail}`),
  ]);
  const { rows, nextCursor } = keyset.page(found, (row) => ({ id: row.id, value: sort.valueOf(row) }));
  const data = rows.map(present);
  return total === undefined ? { data, nextCursor } : { data, nextCursor, total };
}

/**
 * Reads one row of a list by its id.
 * @param options.lock locks the row until the transaction ends, e.g. `FOR NO KEY UPDATE OF g`
 * @returns undefined if the list has no such row
 */
export async function findRow<Row, Filter extends object, Sort extends string>(
  reader: { readonly query: Query; readonly accountId: string },
  list: List<Row, Filter, Sort>,
  id: string,
  options: { readonly lock?: Sql } = {},
): Promise<Row | undefined> {
  const conditions = conditionsOf(reader, list, {});
  const [row] = await reader.query<Row>(
    sql`${list.select} WHERE ${conditions} AND ${list.id} = ${id}::uuid ${options.lock ?? empty}`,
  );
  return row;
}

/**
 * Reads one row of a list by its id.
 * @param options see `findRow`
 * @throws Failure `not_found`
 */
export async function requireRow<Row, Filter extends object, Sort extends string>(
  ...call: Parameters<typeof findRow<Row, Filter, Sort>>
): Promise<Row> {
  return (await findRow(...call)) ?? fail('not_found');
}

async function count(ctx: ListReader, from: Sql, conditions: Sql): Promise<number> {
  const [row] = await ctx.query<{ count: number }>(
    sql`SELECT count(*)::int AS count ${from} WHERE ${conditions}`,
  );
  return row?.count ?? 0;
}

function conditionsOf<Filter extends object>(
  { accountId }: { readonly accountId?: string },
  list: Pick<List<never, Filter, string>, 'account' | 'only' | 'where'>,
  filter: Filters<Filter>,
): Sql {
  const conditions: Sql[] = [];
  if (list.account) conditions.push(sql`${list.account} = ${accountId}::uuid`);
  if (list.only) conditions.push(list.only);
  for (const name of Object.keys(list.where) as (keyof Filter)[]) {
    const value = filter[name];
    if (isGiven(value)) conditions.push(list.where[name](value));
  }
  return conditions.length === 0 ? sql`true` : join(conditions, ' AND ');
}

function isGiven<T>(value: T): value is NonNullable<T> {
  return (
    value !== undefined && value !== null && value !== '' && !(Array.isArray(value) && value.length === 0)
  );
}
