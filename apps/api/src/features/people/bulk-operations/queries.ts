import type {
  BulkAction,
  BulkOperation,
  BulkParams,
  JobStatus,
} from '@muster/contracts/people/bulk-operations';
import type { Context } from '../../../platform/context/context.ts';
import type { Keyset } from '../../../platform/db/keyset.ts';
import { keysetSql } from '../../../platform/db/keyset.ts';
import { empty, sql } from '../../../platform/db/sql.ts';
import { canUndo } from './undoable.ts';

/** An operation as the database answers. */
export interface OperationRow {
  id: string;
  action: BulkAction;
  params: BulkParams & { groupNames?: string[] };
  status: JobStatus;
  total: number;
  changed: number;
  unchanged: number;
  failed: number;
  undoOf: string | null;
  undoneBy: string | null;
  createdById: string | null;
  createdByName: string;
  createdAt: Date;
  finishedAt: Date | null;
}

export const operationColumns = sql`
  o.id, o.action, o.params, o.status::text, o.total, o.changed, o.unchanged, o.failed, o.undo_of AS "undoOf",
  o.undone_by AS "undoneBy", o.created_by_id AS "createdById", o.created_by_name AS "createdByName",
  o.created_at AS "createdAt", o.finished_at AS "finishedAt"`;

/** Operations of the account; in keyset order when a keyset is given. */
export function findOperations(
  ctx: Context,
  filter: { id?: string },
  keyset?: Keyset<'createdAt'>,
): Promise<OperationRow[]> {
  const page = keyset
    ? keysetSql(keyset, sql`o.created_at`, { id: sql`o.id`, cast: 'timestamptz' })
    : { where: empty, tail: empty };
  return ctx.query<OperationRow>(sql`
    SELECT ${operationColumns} FROM bulk_operations o
    WHERE o.account_id = ${ctx.accountId}::uuid
      ${filter.id === undefined ? empty : sql`AND o.id = ${filter.id}::uuid`} ${page.where} ${page.tail}`);
}

/** A user an operation failed for. */
export interface FailureRow {
  userId: string;
  name: string;
  email: string;
  code: string;
}

/** The users an operation failed for, in keyset order. */
export function findFailures(ctx: Context, id: string, keyset: Keyset<'name'>): Promise<FailureRow[]> {
  const page = keysetSql(keyset, sql`i.name`, { id: sql`i.user_id`, cast: 'text' });
  return ctx.query<FailureRow>(sql`
    SELECT i.user_id AS "userId", i.name, i.email, i.code FROM bulk_operation_items i
    WHERE i.account_id = ${ctx.accountId}::uuid AND i.operation_id = ${id}::uuid AND i.outcome = 'failed'
      ${page.where} ${page.tail}`);
}

/** An operation as the API shows it. */
export function presentOperation(row: OperationRow, now: Date): BulkOperation {
  const { createdById, createdByName, ...operation } = row;
  return {
    ...operation,
    done: row.changed + row.unchanged + row.failed,
    canUndo: canUndo(row, now),
    createdBy: { id: createdById, name: createdByName },
  };
}
