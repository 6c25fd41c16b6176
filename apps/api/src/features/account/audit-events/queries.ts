import type { AuditEvent } from '@muster/contracts/account/audit-events';
import type { EventType } from '@muster/contracts/events';
import type { Context } from '../../../platform/context/context.ts';
import type { Keyset } from '../../../platform/db/keyset.ts';
import { keysetSql } from '../../../platform/db/keyset.ts';
import { empty, join, type Sql, sql } from '../../../platform/db/sql.ts';

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
  /** A user the event is about, or who did it. */
  readonly aboutOrBy?: string | undefined;
}

const columns = sql`
  e.id, e.type, e.actor_type AS "actorType", e.actor_id AS "actorId", e.actor_name AS "actorName",
  e.target_type AS "targetType", e.target_id AS "targetId", e.target_name AS "targetName",
  e.user_id AS "userId", e.user_name AS "userName", e.data, e.ip_address AS "ipAddress",
  e.request_id AS "requestId", e.created_at AS "createdAt"`;

function where(ctx: Context, filter: EventFilter): Sql {
  const { actor, action, target, from, to, aboutOrBy } = filter;
  return sql`
    WHERE e.account_id = ${ctx.accountId}::uuid
      ${actor ? sql`AND e.actor_id = ${actor}::uuid` : empty}
      ${action?.length ? sql`AND e.type IN (${join([...action])})` : empty}
      ${target ? sql`AND (e.target_id = ${target}::uuid OR e.user_id = ${target}::uuid)` : empty}
      ${from ? sql`AND e.created_at >= ${from}` : empty}
      ${to ? sql`AND e.created_at < ${to}` : empty}
      ${aboutOrBy ? sql`AND (e.user_id = ${aboutOrBy}::uuid OR e.actor_id = ${aboutOrBy}::uuid)` : empty}`;
}

/** Events in keyset order. */
export function findEvents(
  ctx: Context,
  filter: EventFilter,
  keyset: Keyset<'createdAt'>,
): Promise<EventRow[]> {
  const page = keysetSql(keyset, sql`e.created_at`, { id: sql`e.id`, cast: 'timestamptz' });
  return ctx.query<EventRow>(
    sql`SELECT ${columns} FROM events e ${where(ctx, filter)} ${page.where} ${page.tail}`,
  );
}

/** How many events the filter finds. */
export async function countEvents(ctx: Context, filter: EventFilter): Promise<number> {
  const [row] = await ctx.query<{ count: number }>(
    sql`SELECT count(*)::int AS count FROM events e ${where(ctx, filter)}`,
  );
  return row?.count ?? 0;
}
