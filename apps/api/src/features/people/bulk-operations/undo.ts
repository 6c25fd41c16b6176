import type { BulkOperation } from '@muster/contracts/people/bulk-operations';
import type { Context } from '../../../platform/context/context.ts';
import { newId } from '../../../platform/crypto/tokens.ts';
import { sql } from '../../../platform/db/sql.ts';
import { fail } from '../../../platform/errors.ts';
import { refusalToGive, refuseIf } from '../../../policies/grants.ts';
import { type OperationRow, operationColumns } from './queries.ts';
import { getBulkOperation } from './service.ts';
import { freeze } from './start.ts';
import { canUndo, inverses } from './undoable.ts';

/**
 * Undoes an operation with a new one on the users it changed. Each user gets their previous value back; users
 * who have changed since stay unchanged.
 * @throws Failure `not_found`, `not_undoable`, `forbidden` if only an owner may undo it,
 * `scope_not_held` if the caller lacks a permission of the role to take
 */
export async function undoBulk(ctx: Context, id: string): Promise<BulkOperation> {
  const undoing = await ctx.sqlTransaction(async (tx) => {
    const [operation] = await tx.query<OperationRow>(sql`
      SELECT ${operationColumns} FROM bulk_operations o
      WHERE o.account_id = ${tx.accountId}::uuid AND o.id = ${id}::uuid FOR UPDATE`);
    if (!operation) fail('not_found');
    const action = inverses[operation.action];
    if (!action || !canUndo(operation, tx.now())) fail('not_undoable');
    // Each user gets their former role back, which the job checks one by one.
    if (operation.params.role) refuseIf(tx.actor, refusalToGive(tx.actor, operation.params.role));
    const inverse = { id: newId(), action, params: operation.params, undoOf: id };
    await freeze(
      tx,
      inverse,
      ctx,
      sql`SELECT i.user_id AS id, i.name, i.email, i.before AS given FROM bulk_operation_items i
        WHERE i.account_id = ${tx.accountId}::uuid AND i.operation_id = ${id}::uuid AND i.outcome = 'changed'`,
    );
    await tx.query(sql`
      UPDATE bulk_operations SET undone_by = ${inverse.id}::uuid
      WHERE account_id = ${tx.accountId}::uuid AND id = ${id}::uuid`);
    return inverse.id;
  });
  return getBulkOperation(ctx, undoing);
}
