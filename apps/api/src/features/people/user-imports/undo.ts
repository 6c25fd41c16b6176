import type { UserImport } from '@muster/contracts/people/user-imports';
import { requirePermission } from '../../../platform/context/actor.ts';
import type { Context } from '../../../platform/context/context.ts';
import { storedCallerOf } from '../../../platform/context/on-behalf.ts';
import { sql } from '../../../platform/db/sql.ts';
import { fail } from '../../../platform/errors.ts';
import { refusalToGive, refuseIf } from '../../../policies/grants.ts';
import { rolesOf } from './commit.ts';
import { canUndo } from './present.ts';
import { lockImport, type UndoCounts } from './queries.ts';
import { getImport } from './service.ts';

/**
 * Starts the job that takes back what an import did. Starting it again returns the import unchanged.
 * @throws Failure `not_found`; `not_undoable` if it did nothing or ended more than a day ago; `forbidden` if it
 * concerns owners and the caller is none; `scope_not_held` if the caller lacks a permission of a role to give or take
 */
export async function undoImport(ctx: Context, id: string): Promise<UserImport> {
  await ctx.sqlTransaction(async (tx) => {
    const record = (await lockImport(tx, id)) ?? fail('not_found');
    if (record.status === 'undoing' || record.status === 'undone') return;
    if (!canUndo(record, tx.now())) fail('not_undoable');
    if (record.counts.owners > 0) requirePermission(tx.actor, 'owners:write');
    refuseIf(tx.actor, refusalToGive(tx.actor, ...(await rolesOf(tx, id))));
    const undo: UndoCounts = { done: 0, kept: 0, groupsDeleted: 0 };
    await tx.query(sql`
      UPDATE user_imports SET status = 'undoing', undo = ${JSON.stringify(undo)}::jsonb, undo_line = 0, stop_reason = NULL,
        request = ${JSON.stringify(storedCallerOf(tx))}::jsonb
      WHERE account_id = ${tx.accountId}::uuid AND id = ${id}::uuid`);
    tx.record({ type: 'user_import.undo_started', data: { userImportId: id, fileName: record.fileName } });
    tx.announce('user_imports.changed');
    await tx.deps.jobs.add('users.import', [{ accountId: tx.accountId, importId: id }], tx);
  });
  ctx.deps.jobs.wake('users.import');
  return getImport(ctx, id);
}
