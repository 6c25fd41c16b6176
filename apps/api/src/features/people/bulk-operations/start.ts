import type { Permission } from '@muster/contracts/catalogue';
import { defined } from '@muster/contracts/kit/defined';
import type {
  BulkAction,
  BulkOperation,
  BulkParams,
  CreateBulk,
} from '@muster/contracts/people/bulk-operations';
import { requirePermission } from '../../../platform/context/actor.ts';
import type { Context, WriteContext } from '../../../platform/context/context.ts';
import { storedCallerOf } from '../../../platform/context/on-behalf.ts';
import { newId } from '../../../platform/crypto/tokens.ts';
import { type Sql, sql } from '../../../platform/db/sql.ts';
import { fail } from '../../../platform/errors.ts';
import { refusalToGive, refuseIf } from '../../../policies/grants.ts';
import { findGroupNames, missingGroups } from '../groups/index.ts';
import { selectionSql } from '../users/index.ts';
import { getBulkOperation } from './service.ts';

/**
 * Freezes the set of users and queues the operation.
 * @throws Failure `selection_changed` if the filter finds another number than expected, `group_not_found`,
 * `forbidden` if the action needs more than the permission to change users, `scope_not_held` for a role of which
 * the caller lacks a permission
 */
export async function startBulk(ctx: Context, input: CreateBulk): Promise<BulkOperation> {
  const { groupNames } = await requireAllowed(ctx, input);
  const params = defined({ ...input.params, groupNames });
  const id = await ctx.sqlTransaction(async (tx) => {
    const operation = { id: newId(), action: input.action, params, undoOf: null };
    const total = await freeze(tx, operation, ctx, chosenSql(tx, input));
    const isOther = input.filter !== undefined && total !== (input.expectedCount ?? total);
    if (isOther) fail('selection_changed', { extensions: { count: total } });
    return operation.id;
  });
  return getBulkOperation(ctx, id);
}

/** What an action on many users needs, when it starts and at each chunk. */
export function permissionsFor(action: BulkAction): readonly Permission[] {
  return action === 'invite' ? ['users:write', 'invitations:write'] : ['users:write'];
}

/**
 * Checks the caller's permissions and that the groups exist, before an action is previewed or started.
 * @returns the names of the groups, for actions on groups
 */
export async function requireAllowed(
  ctx: Context,
  { action, params }: { action: BulkAction; params: BulkParams },
): Promise<{ groupNames?: string[] }> {
  for (const permission of permissionsFor(action)) requirePermission(ctx.actor, permission);
  if (params.role) refuseIf(ctx.actor, refusalToGive(ctx.actor, params.role));
  if (!params.groupIds) return {};
  const names = await findGroupNames(ctx, params.groupIds);
  const errors = missingGroups(params.groupIds, names, '#/params/groupIds');
  if (errors.length > 0) fail('group_not_found', { errors });
  return { groupNames: [...names.values()] };
}

/** The selected users: those of the filter, or the given ids, whether they exist or not. */
export function chosenSql(ctx: Pick<Context, 'accountId'>, input: Pick<CreateBulk, 'ids' | 'filter'>): Sql {
  if (input.filter) return selectionSql(ctx, input.filter);
  return sql`
    SELECT c.id, coalesce(u.name, '') AS name, coalesce(u.email_display, '') AS email
    FROM (SELECT DISTINCT unnest(${input.ids ?? []}::uuid[]) AS id) c
    LEFT JOIN users u ON u.account_id = ${ctx.accountId}::uuid AND u.id = c.id`;
}

interface NewOperation {
  readonly id: string;
  readonly action: BulkAction;
  readonly params: BulkParams;
  readonly undoOf: string | null;
}

/**
 * Writes an operation with its set and queues it.
 * @param chosen a statement that returns `id`, `name`, `email`, and `given` if users get different values
 * @returns how many users the set has
 */
export async function freeze(
  tx: WriteContext,
  { id, action, params, undoOf }: NewOperation,
  ctx: Context,
  chosen: Sql,
): Promise<number> {
  await tx.query(sql`
    INSERT INTO bulk_operations (account_id, id, action, params, total, undo_of, created_by_id, created_by_name,
      request, created_at)
    VALUES (${tx.accountId}::uuid, ${id}::uuid, ${action}, ${JSON.stringify(params)}::jsonb, 0, ${undoOf}::uuid,
      ${tx.actor.id}::uuid, ${tx.actor.name}, ${JSON.stringify(storedCallerOf(ctx))}::jsonb, ${tx.now()}::timestamptz)`);
  // A set may have one user or all users, so this statement is planned for its values.
  await tx.query(sql`SET LOCAL plan_cache_mode = force_custom_plan`);
  const given = undoOf === null ? sql`NULL::jsonb` : sql`c.given`;
  const [frozen] = await tx.query<{ total: number }>(sql`
    WITH items AS (
      INSERT INTO bulk_operation_items (account_id, operation_id, user_id, name, email, given)
      SELECT ${tx.accountId}::uuid, ${id}::uuid, c.id, c.name, c.email, ${given} FROM (${chosen}) c
      RETURNING 1
    )
    SELECT count(*)::int AS total FROM items`);
  await tx.query(sql`SET LOCAL plan_cache_mode = auto`);
  const total = frozen?.total ?? 0;
  await tx.query(sql`
    UPDATE bulk_operations SET total = ${total} WHERE account_id = ${tx.accountId}::uuid AND id = ${id}::uuid`);
  tx.record({ type: 'bulk_operation.started', data: { bulkOperationId: id, action, total } });
  await tx.deps.jobs.add('users.bulk', [{ accountId: tx.accountId, operationId: id }], tx);
  return total;
}
