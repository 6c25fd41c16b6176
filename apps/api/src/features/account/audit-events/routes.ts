import { auditEvents } from '@muster/contracts/account/audit-events';
import { implement, type Server } from '../../../platform/http/api/implement.ts';
import { listAuditEvents } from './service.ts';

export function routes(server: Server): void {
  implement(server, auditEvents, { list: (ctx, { query }) => listAuditEvents(ctx, query) });
}
