import type {
  BulkFailure,
  BulkOperation,
  ListBulkOperations,
  ListFailures,
} from '@muster/contracts/people/bulk-operations';
import type { Context } from '../../../platform/context/context.ts';
import { openKeyset } from '../../../platform/db/keyset.ts';
import { fail } from '../../../platform/errors.ts';
import { fieldText } from '../../../platform/i18n/field-text.ts';
import { findFailures, findOperations, presentOperation } from './queries.ts';

/** A page of the operations on many users, newest first. */
export async function listBulkOperations(ctx: Context, query: ListBulkOperations) {
  const keyset = openKeyset<'createdAt'>(ctx, 'bulkOperations.list', query);
  const { rows, nextCursor } = keyset.page(await findOperations(ctx, {}, keyset), (row) => ({
    id: row.id,
    value: row.createdAt.toISOString(),
  }));
  return { data: rows.map((row) => presentOperation(row, ctx.now())), nextCursor };
}

/** @throws Failure `not_found` */
export async function getBulkOperation(ctx: Context, id: string): Promise<BulkOperation> {
  const [row] = await findOperations(ctx, { id });
  return row ? presentOperation(row, ctx.now()) : fail('not_found');
}

/**
 * A page of the users an operation failed for, each with the reason.
 * @throws Failure `not_found`
 */
export async function listBulkFailures(ctx: Context, id: string, query: ListFailures) {
  await getBulkOperation(ctx, id);
  const keyset = openKeyset<'name'>(ctx, `bulkOperations.listFailures/${id}`, query);
  const { rows, nextCursor } = keyset.page(await findFailures(ctx, id, keyset), (row) => ({
    id: row.userId,
    value: row.name,
  }));
  const data: BulkFailure[] = rows.map(({ userId, name, email, code }) => ({
    user: { id: userId, name, email },
    code,
    detail: fieldText(code, ctx.request.locale),
  }));
  return { data, nextCursor };
}
