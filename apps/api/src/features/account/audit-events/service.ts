import type { ListAuditEvents } from '@muster/contracts/account/audit-events';
import type { Context } from '../../../platform/context/context.ts';
import { openKeyset } from '../../../platform/db/keyset.ts';
import { presentEvent } from './present.ts';
import { countEvents, findEvents } from './queries.ts';

/** A page of the audit log. */
export async function listAuditEvents(ctx: Context, query: ListAuditEvents) {
  const keyset = openKeyset<'createdAt'>(ctx, 'auditEvents.list', query);
  const [total, found] = await Promise.all([
    keyset.isTotalWanted ? countEvents(ctx, query) : undefined,
    findEvents(ctx, query, keyset),
  ]);
  const { rows, nextCursor } = keyset.page(found, (row) => ({
    id: row.id,
    value: row.createdAt.toISOString(),
  }));
  return { data: rows.map(presentEvent), nextCursor, ...(total === undefined ? {} : { total }) };
}
