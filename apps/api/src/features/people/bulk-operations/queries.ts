import type {
  BulkAction,
  BulkOperation,
  BulkParams,
  JobStatus,
} from '@muster/contracts/people/bulk-operations';
import type { StopReason } from '@muster/contracts/people/user';
import { byText, byTime, defineList } from '../../../platform/db/list-page.ts';
import { sql } from '../../../platform/db/sql.ts';
import { canUndo } from './undoable.ts';

/** An operation as the database returns it. */
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
  stopReason: StopReason;
}

export const operationColumns = sql`
  o.id, o.action, o.params, o.status::text, o.total, o.changed, o.unchanged, o.failed, o.undo_of AS "undoOf",
  o.undone_by AS "undoneBy", o.created_by_id AS "createdById", o.created_by_name AS "createdByName",
  o.created_at AS "createdAt", o.finished_at AS "finishedAt",
  o.stop_reason AS "stopReason"`;

/** The operations of an account. */
export const operationList = defineList<OperationRow, object, 'createdAt'>({
  endpoint: 'bulkOperations.list',
  columns: operationColumns,
  from: sql`FROM bulk_operations o`,
  account: sql`o.account_id`,
  id: sql`o.id`,
  sorts: { createdAt: byTime(sql`o.created_at`, 'createdAt') },
  where: {},
});

/** A user an operation failed for. */
export interface FailureRow {
  id: string;
  name: string;
  email: string;
  code: string;
}

/** The users that operations failed for. */
export const failureList = defineList<FailureRow, { operationId: string }, 'name'>({
  endpoint: 'bulkOperations.listFailures',
  columns: sql`i.user_id AS id, i.name, i.email, i.code`,
  from: sql`FROM bulk_operation_items i`,
  account: sql`i.account_id`,
  id: sql`i.user_id`,
  only: sql`i.outcome = 'failed'`,
  sorts: { name: byText(sql`i.name`, 'name') },
  where: { operationId: (id) => sql`i.operation_id = ${id}::uuid` },
});

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
