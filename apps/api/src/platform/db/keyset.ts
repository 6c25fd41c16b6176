import { createHash } from 'node:crypto';
import { Prisma } from '@muster/database/client';
import type { PublicContext } from '../context/context.ts';
import { fail } from '../errors.ts';
import { empty, type Sql, sql } from './sql.ts';

/** The start of a page: the sort value and id of the last row before it. */
export interface Position {
  readonly value: string;
  readonly id: string;
}

/** The query parameters of every paged list. */
export interface PagedQuery<K extends string = string> {
  readonly limit: number;
  readonly sort: K | `-${K}`;
  readonly cursor?: string | undefined;
  readonly include?: 'total' | undefined;
}

/** A keyset-paged read in progress. */
export interface Keyset<K extends string> {
  readonly key: K;
  readonly isDescending: boolean;
  readonly limit: number;
  readonly isTotalWanted: boolean;
  readonly after: Position | null;
  /**
   * Drops the surplus row and creates the cursor of the next page.
   * @param rows up to `limit + 1` rows in order
   * @param positionOf the sort value of a row, as text that the database converts back exactly, and its id
   */
  page<R>(
    rows: readonly R[],
    positionOf: (row: R) => Position,
  ): { rows: readonly R[]; nextCursor: string | null };
}

/**
 * Opens a keyset: checks the cursor against the list, sort and filters it was made for.
 * @param ctx the context whose secret signs the cursors
 * @param list the endpoint's id
 * @param query the parsed query
 * @throws Failure `cursor_invalid` for a cursor that was changed, or made for another list, account, sort or
 * filter
 */
export function openKeyset<K extends string>(
  ctx: Pick<PublicContext, 'deps'> & { readonly accountId?: string },
  list: string,
  query: PagedQuery<K>,
): Keyset<K> {
  const { limit, cursor, include, ...selection } = query;
  const owner = ctx.accountId ?? '';
  const scope = createHash('sha256')
    .update(JSON.stringify([list, owner, selection]))
    .digest('base64url')
    .slice(0, 16);
  const { secrets } = ctx.deps;
  const isDescending = query.sort.startsWith('-');
  return {
    key: (isDescending ? query.sort.slice(1) : query.sort) as K,
    isDescending,
    limit,
    isTotalWanted: include === 'total',
    after: cursor === undefined ? null : readCursor(cursor, scope, secrets),
    page(rows, positionOf) {
      const pageRows = rows.slice(0, limit);
      const last = rows.length > limit ? pageRows.at(-1) : undefined;
      if (last === undefined) return { rows: pageRows, nextCursor: null };
      const { value, id } = positionOf(last);
      const text = Buffer.from(JSON.stringify([scope, value, id])).toString('base64url');
      return { rows: pageRows, nextCursor: `${text}.${secrets.sign(text)}` };
    },
  };
}

/**
 * The keyset part of a list's statement: start of the page, order and limit.
 * @param keyset the opened keyset
 * @param column the sort column, with an index on (account, column, id)
 * @param options.id the id column
 * @param options.cast the type of the position's value
 */
export function keysetSql(
  keyset: Pick<Keyset<string>, 'after' | 'isDescending' | 'limit'>,
  column: Sql,
  options: { id: Sql; cast: 'text' | 'timestamptz' },
) {
  const { after, isDescending, limit } = keyset;
  const cast = Prisma.raw(options.cast);
  const compare = Prisma.raw(isDescending ? '<' : '>');
  const direction = Prisma.raw(isDescending ? 'DESC' : 'ASC');
  return {
    where: after
      ? sql`AND (${column}, ${options.id}) ${compare} (${after.value}::${cast}, ${after.id}::uuid)`
      : empty,
    // The limit is a literal, so that a generic plan also knows how few rows are needed.
    tail: sql`ORDER BY ${column} ${direction}, ${options.id} ${direction} LIMIT ${Prisma.raw(String(limit + 1))}`,
  };
}

function readCursor(cursor: string, scope: string, secrets: PublicContext['deps']['secrets']): Position {
  const [text = '', signature = ''] = cursor.split('.');
  if (!secrets.isSigned(text, signature)) fail('cursor_invalid');
  const [cursorScope, value, id] = JSON.parse(Buffer.from(text, 'base64url').toString('utf8')) as string[];
  if (cursorScope !== scope || value === undefined || id === undefined) fail('cursor_invalid');
  return { value, id };
}
