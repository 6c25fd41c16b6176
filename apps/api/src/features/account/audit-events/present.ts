import type { AuditEvent } from '@muster/contracts/account/audit-events';
import type { EventRow } from './queries.ts';

/** An event as the API shows it. */
export function presentEvent(row: EventRow): AuditEvent {
  const { id, type, data, ipAddress, requestId, createdAt } = row;
  const hasTarget = row.targetType !== null && row.targetId !== null;
  return {
    id,
    type,
    actor: { type: row.actorType, id: row.actorId, name: row.actorName },
    target: hasTarget ? { type: row.targetType, id: row.targetId, name: row.targetName ?? '' } : null,
    user: row.userId === null ? null : { id: row.userId, name: row.userName ?? '' },
    data,
    ipAddress,
    requestId,
    createdAt,
  } as AuditEvent;
}
