import type { Group, MergeGroup } from '@muster/contracts/people/groups';
import type { Context, WriteContext } from '../../../platform/context/context.ts';
import { sql } from '../../../platform/db/sql.ts';
import { fail } from '../../../platform/errors.ts';
import { moveGroupReferences } from '../../../policies/group-references.ts';
import { getGroup } from './service.ts';

/**
 * Merges a group into another one: its users join the other group, everything that names it names the other one, and it
 * is deleted.
 * @param id the group that ends
 * @returns the group that stays
 * @throws Failure `not_found`; `group_not_found` and `same_group` name `intoId`
 */
export async function mergeGroup(ctx: Context, id: string, { intoId }: MergeGroup): Promise<Group> {
  await ctx.sqlTransaction(async (tx) => {
    const groups = await tx.query<{ id: string; name: string; userCount: number }>(sql`
      SELECT id, name, user_count AS "userCount" FROM groups
      WHERE account_id = ${tx.accountId}::uuid AND id IN (${id}::uuid, ${intoId}::uuid) ORDER BY id FOR UPDATE`);
    const from = groups.find((group) => group.id === id) ?? fail('not_found');
    if (intoId === id) refuseTarget('same_group');
    const into = groups.find((group) => group.id === intoId) ?? refuseTarget('group_not_found');
    const added = await moveMembers(tx, id, intoId);
    await moveGroupReferences(tx, { from: id, into: intoId });
    await tx.query(
      sql`DELETE FROM group_memberships WHERE account_id = ${tx.accountId}::uuid AND group_id = ${id}::uuid`,
    );
    await tx.query(sql`DELETE FROM groups WHERE account_id = ${tx.accountId}::uuid AND id = ${id}::uuid`);
    tx.record({
      type: 'group.merged',
      target: { type: 'group', id: intoId, name: into.name },
      data: { mergedId: id, mergedName: from.name, users: from.userCount, added },
    });
  });
  return getGroup(ctx, intoId);
}

/** @returns how many users were not in the other group yet */
async function moveMembers(tx: WriteContext, id: string, intoId: string): Promise<number> {
  const [moved] = await tx.query<{ count: number }>(sql`
    WITH added AS (
      INSERT INTO group_memberships (account_id, group_id, user_id, name, status, created_at)
      SELECT ${tx.accountId}::uuid, ${intoId}::uuid, m.user_id, m.name, m.status, m.created_at FROM group_memberships m
      WHERE m.account_id = ${tx.accountId}::uuid AND m.group_id = ${id}::uuid
      ORDER BY m.user_id
      ON CONFLICT DO NOTHING RETURNING 1
    ) SELECT count(*)::int AS count FROM added`);
  return moved?.count ?? 0;
}

function refuseTarget(code: 'group_not_found' | 'same_group'): never {
  fail(code, { errors: [{ pointer: '#/intoId', detail: code, code }] });
}
