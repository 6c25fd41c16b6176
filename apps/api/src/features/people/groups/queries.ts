import type { FieldError } from '@muster/contracts/errors';
import type { Group, ListGroups } from '@muster/contracts/people/groups';
import type { Context } from '../../../platform/context/context.ts';
import { byText, byTime, defineList } from '../../../platform/db/list-page.ts';
import { unnestIds } from '../../../platform/db/rows.ts';
import { type Sql, searchIn, sql } from '../../../platform/db/sql.ts';

type GroupFilter = Partial<Pick<ListGroups, 'q' | 'twins' | 'updatedAfter'>>;

/** The groups of an account, with their number of users. */
export const groupList = defineList<Group, GroupFilter, 'name' | 'createdAt' | 'updatedAt'>({
  endpoint: 'groups.list',
  columns: sql`
    g.id, g.name, g.description, g.created_at AS "createdAt", g.updated_at AS "updatedAt", g.user_count AS "userCount",
    ARRAY(SELECT t.id FROM groups t WHERE t.account_id = g.account_id AND t.name_key = g.name_key AND t.id <> g.id
      ORDER BY t.twin) AS "twinIds"`,
  from: sql`FROM groups g`,
  account: sql`g.account_id`,
  id: sql`g.id`,
  sorts: {
    name: byText(sql`g.name`, 'name'),
    createdAt: byTime(sql`g.created_at`, 'createdAt'),
    updatedAt: byTime(sql`g.updated_at`, 'updatedAt'),
  },
  where: {
    q: (text) => searchIn(sql`g.search`, text),
    twins: () =>
      sql`g.name_key IN (SELECT t.name_key FROM groups t WHERE t.account_id = g.account_id AND t.twin > 0)`,
    updatedAfter: (time) => sql`g.updated_at >= ${time}`,
  },
});

/** The names of groups by id, sorted by name. Ids that are no group of the account are left out. */
export async function findGroupNames(
  ctx: Pick<Context, 'accountId' | 'queryByKey'>,
  ids: readonly string[],
): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map();
  // The barrier keeps the sort order from making PostgreSQL read the names of all groups of the account.
  const found = await ctx.queryByKey<{ id: string; name: string }>(sql`
    SELECT f.id, f.name FROM (
      SELECT g.id, g.name FROM ${unnestIds('w', ids)} JOIN groups g ON g.id = w.id
      WHERE g.account_id = ${ctx.accountId}::uuid OFFSET 0
    ) f ORDER BY f.name, f.id`);
  return new Map(found.map(({ id, name }) => [id, name]));
}

/**
 * A user's groups as JSON, unsorted: sorting here would make PostgreSQL read all groups of the account by
 * name. `sortByName` sorts them.
 * @param user the alias of the user's row
 */
export function groupsOf(user: Sql): Sql {
  return sql`(
    SELECT coalesce(json_agg(json_build_object('id', g.id, 'name', g.name)), '[]') FROM unnest(${user}.group_ids) AS m(id)
    JOIN groups g ON g.account_id = ${user}.account_id AND g.id = m.id)`;
}

const collator = new Intl.Collator('und');

/** Sorts the few groups of a user by name. */
export function sortByName<G extends { readonly id: string; readonly name: string }>(
  groups: readonly G[],
): G[] {
  return groups.toSorted(
    (one, other) => collator.compare(one.name, other.name) || (one.id < other.id ? -1 : 1),
  );
}

/**
 * The positions of ids that are no groups of the account.
 * @param found the existing groups, by id
 * @param at the JSON pointer of the list of ids
 */
export function missingGroups(
  ids: readonly string[],
  found: ReadonlyMap<string, unknown>,
  at = '#/groupIds',
): FieldError[] {
  return ids.flatMap((id, index) => {
    if (found.has(id)) return [];
    return [{ pointer: `${at}/${index}`, detail: 'group_not_found', code: 'group_not_found' }];
  });
}
