import type { WriteContext } from '../../../platform/context/context.ts';
import { unnestIds } from '../../../platform/db/rows.ts';
import { sql } from '../../../platform/db/sql.ts';

/**
 * Deletes those of the groups that nobody is in.
 * @returns how many were deleted
 */
export async function deleteEmptyGroups(tx: WriteContext, ids: readonly string[]): Promise<number> {
  if (ids.length === 0) return 0;
  // Locked first, so that whoever joins meanwhile is seen.
  await tx.query(sql`
    SELECT g.id FROM ${unnestIds('w', ids)} JOIN groups g ON g.id = w.id
    WHERE g.account_id = ${tx.accountId}::uuid ORDER BY g.id FOR UPDATE OF g`);
  const deleted = await tx.query<{ id: string; name: string }>(sql`
    DELETE FROM groups g USING ${unnestIds('w', ids)}
    WHERE g.account_id = ${tx.accountId}::uuid AND g.id = w.id AND NOT EXISTS (
      SELECT 1 FROM group_memberships m WHERE m.account_id = g.account_id AND m.group_id = g.id
    ) RETURNING g.id, g.name`);
  for (const { id, name } of deleted)
    tx.record({ type: 'group.deleted', target: { type: 'group', id, name }, data: { users: 0 } });
  return deleted.length;
}
