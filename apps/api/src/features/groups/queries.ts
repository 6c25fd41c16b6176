import type { Group } from '@muster/contracts/groups';
import type { Context } from '../../platform/context.ts';
import type { Keyset } from '../../platform/pagination.ts';
import { containsPattern, empty, keysetSql, sql } from '../../platform/sql.ts';

/** Groups with their number of users; in keyset order when a keyset is given. */
export function findGroups(
  ctx: Context,
  filter: { id?: string; q?: string },
  keyset?: Keyset<'name' | 'createdAt'>,
): Promise<Group[]> {
  const column = keyset?.key === 'createdAt' ? sql`g.created_at` : sql`g.name`;
  const cast = keyset?.key === 'createdAt' ? 'timestamptz' : 'text';
  const page = keyset ? keysetSql(keyset, column, { id: sql`g.id`, cast }) : { where: empty, tail: empty };
  return ctx.select<Group>(sql`
    SELECT g.id, g.name, g.description, g.created_at AS "createdAt", g.updated_at AS "updatedAt",
      (SELECT count(*)::int FROM group_memberships m WHERE m.account_id = g.account_id AND m.group_id = g.id)
        AS "userCount"
    FROM groups g
    WHERE g.account_id = ${ctx.accountId}::uuid
      ${filter.id === undefined ? empty : sql`AND g.id = ${filter.id}::uuid`}
      ${filter.q ? sql`AND g.name ILIKE ${containsPattern(filter.q)}` : empty}
      ${page.where} ${page.tail}`);
}
