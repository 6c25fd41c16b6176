import type { ListAuditEvents } from '@muster/contracts/account/audit-events';
import type { Context } from '../../../platform/context/context.ts';
import { listPage } from '../../../platform/db/list-page.ts';
import { presentEvent } from './present.ts';
import { eventList } from './queries.ts';

/** A page of the audit log. */
export function listAuditEvents(ctx: Context, query: ListAuditEvents) {
  return listPage(ctx, eventList, query, presentEvent);
}
