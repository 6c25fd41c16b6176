import type { AuditEvent } from '@muster/contracts/account/audit-events';
import type { EventType } from '@muster/contracts/catalogue';
import { byTime, defineList } from '../../../platform/db/list-page.ts';
import { join, sql } from '../../../platform/db/sql.ts';

/** An event as stored. */
export interface EventRow {
  id: string;
  type: EventType;
  actorType: AuditEvent['actor']['type'];
  actorId: string | null;
  actorName: string;
  targetType: NonNullable<AuditEvent['target']>['type'] | null;
  targetId: string | null;
  targetName: string | null;
  userId: string | null;
  userName: string | null;
  data: Record<string, unknown>;
  ipAddress: string | null;
  requestId: string | null;
  createdAt: Date;
}

export interface EventFilter {
  readonly actor?: string | undefined;
  readonly action?: readonly EventType[] | undefined;
  readonly target?: string | undefined;
  readonly from?: Date | undefined;
  readonly to?: Date | undefined;
  /** A user who is the target or the actor of the event. */
  readonly aboutOrBy?: string | undefined;
}

/** The audit log. */
export const eventList = defineList<EventRow, EventFilter, 'createdAt'>({
  endpoint: 'auditEvents.list',
  columns: sql`
    e.id, e.type, e.actor_type AS "actorType", e.actor_id AS "actorId", e.actor_name AS "actorName",
    e.target_type AS "targetType", e.target_id AS "targetId", e.target_name AS "targetName",
    e.user_id AS "userId", e.user_name AS "userName", e.data, e.ip_address AS "ipAddress",
    e.request_id AS "requestId", e.created_at AS "createdAt"`,
  from: sql`FROM events e`,
  account: sql`e.account_id`,
  id: sql`e.id`,
  sorts: { createdAt: byTime(sql`e.created_at`, 'createdAt') },
  where: {
    actor: (id) => sql`e.actor_id = ${id}::uuid`,
    action: (types) => sql`e.type IN (${join([...types])})`,
    target: (id) => sql`(e.target_id = ${id}::uuid OR e.user_id = ${id}::uuid)`,
    from: (time) => sql`e.created_at >= ${time}`,
    to: (time) => sql`e.created_at < ${time}`,
    aboutOrBy: (id) => sql`(e.user_id = ${id}::uuid OR e.actor_id = ${id}::uuid)`,
  },
});
