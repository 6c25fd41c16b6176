import type {
  BulkFailure,
  BulkOperation,
  ListBulkOperations,
  ListFailures,
} from '@muster/contracts/people/bulk-operations';
import type { Context } from '../../../platform/context/context.ts';
import { listPage, requireRow } from '../../../platform/db/list-page.ts';
import { fieldText } from '../../../platform/i18n/field-text.ts';
import { type FailureRow, failureList, operationList, presentOperation } from './queries.ts';

/** A page of the bulk operations, newest first. */
export function listBulkOperations(ctx: Context, query: ListBulkOperations) {
  return listPage(ctx, operationList, query, (row) => presentOperation(row, ctx.now()));
}

/** @throws Failure `not_found` */
export async function getBulkOperation(ctx: Context, id: string): Promise<BulkOperation> {
  return presentOperation(await requireRow(ctx, operationList, id), ctx.now());
}

/**
 * A page of the users an operation failed for, each with the reason.
 * @throws Failure `not_found`
 */
export async function listBulkFailures(ctx: Context, id: string, query: ListFailures) {
  await getBulkOperation(ctx, id);
  const present = ({ code, ...user }: FailureRow): BulkFailure => ({
    user,
    code,
    detail: fieldText(code, ctx.request.locale),
  });
  const name = `bulkOperations.listFailures/${id}`;
  return listPage(ctx, failureList, query, present, { name, filter: { operationId: id } });
}
