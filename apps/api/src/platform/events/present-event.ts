import type { EventActor, EventTarget } from '@muster/contracts/account/audit-events';
import type { EventType } from '@muster/contracts/catalogue';
import type { EventData, WebhookEvent } from '@muster/contracts/integrations/webhook-events';
import { sql } from '../db/sql.ts';

/** An event as read with `storedEventSql`. */
export interface StoredEvent {
  readonly id: string;
  readonly type: EventType;
  readonly accountId: string;
  /** A `bigint`, which the driver reads as text. */
  readonly sequence: string;
  readonly actorType: EventActor['type'];
  readonly actorId: string | null;
  readonly actorName: string;
  readonly targetType: EventTarget['type'] | null;
  readonly targetId: string | null;
  readonly targetName: string | null;
  readonly userId: string | null;
  readonly userName: string | null;
  readonly userExternalId: string | null;
  readonly data: Readonly<Record<string, unknown>>;
  readonly createdAt: Date;
}

/** The columns of event `e` that third parties may see: no address, no request. */
export const storedEventSql = sql`
  e.id, e.type, e.account_id AS "accountId", e.sequence::text, e.actor_type AS "actorType",
  e.actor_id AS "actorId", e.actor_name AS "actorName", e.target_type AS "targetType",
  e.target_id AS "targetId",
  e.target_name AS "targetName", e.user_id AS "userId", e.user_name AS "userName",
  e.user_external_id AS "userExternalId", e.data,
  e.created_at AS "createdAt"`;

/**
 * Standard Webhooks recommends payloads below 20 kB; the rest of an event needs far less than the difference.
 */
const largestChanges = 16_000;

/** The data of an event for third parties, in webhooks and in the feed. */
export function presentEventData(row: StoredEvent): EventData {
  const { accountId, sequence, actorType, targetType, targetId, userId } = row;
  const hasTarget = targetType !== null && targetId !== null;
  return {
    sequence: Number(sequence),
    accountId,
    actor: { type: actorType, id: row.actorId, name: row.actorName },
    target: hasTarget ? { type: targetType, id: targetId, name: row.targetName ?? '' } : null,
    user: userId === null ? null : { id: userId, name: row.userName ?? '', externalId: row.userExternalId },
    changes: changesOf(row.data),
  };
}

/** The webhook body of an event. */
export function presentWebhookEvent(row: StoredEvent): WebhookEvent {
  return { type: row.type, timestamp: row.createdAt, data: presentEventData(row) };
}

/**
 * Facts recorded next to the changes of fields (which group, which import) are shown among them. What would make
 * them too large is left out, the largest first: long lists.
 */
function changesOf({ changes, ...facts }: StoredEvent['data']): Record<string, unknown> {
  const all = { ...facts, ...(isRecord(changes) ? changes : {}) };
  let size = sizeOf(all);
  if (size <= largestChanges) return all;
  const bySize = Object.entries(all).map(([name, value]) => ({ name, size: sizeOf(value) }));
  const left = new Set(Object.keys(all));
  for (const largest of bySize.sort((one, other) => other.size - one.size)) {
    if (size <= largestChanges) break;
    left.delete(largest.name);
    size -= largest.size;
  }
  return Object.fromEntries(Object.entries(all).filter(([name]) => left.has(name)));
}

function sizeOf(value: unknown): number {
  return Buffer.byteLength(JSON.stringify(value) ?? '');
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
