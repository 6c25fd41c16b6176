import type { SqlConnection } from '../db/pipeline.ts';
import { defineRow, type EncodedRows, encodeRows, unnestRows } from '../db/rows.ts';
import { sql } from '../db/sql.ts';
import type { PendingEvent } from '../outgoing/outgoing-types.ts';
import { fanOut } from '../webhooks/fan-out.ts';
import type { NumberedEvents } from './sequence.ts';

interface Scope extends SqlConnection {
  readonly accountId: string;
  now(): Date;
}

const numbers = { id: 'id uuid', sequence: 'sequence bigint' } as const;

const facts = {
  type: 'type text',
  origin: 'origin int',
  targetType: 'target_type text',
  targetId: 'target_id uuid',
  targetName: 'target_name text',
  userId: 'user_id uuid',
  userName: 'user_name text',
  userExternalId: 'user_external_id text',
  data: 'data jsonb',
} as const;

const numberRow = defineRow(numbers);
const factRow = defineRow(facts);
const eventRow = defineRow({ ...numbers, ...facts });

const originRow = defineRow({
  number: 'number int',
  actorType: 'actor_type text',
  actorId: 'actor_id uuid',
  actorName: 'actor_name text',
  ipAddress: 'ip_address text',
  requestId: 'request_id text',
});

/** Encoded events, and each distinct origin once. */
export interface EncodedEvents {
  readonly facts: EncodedRows<typeof facts>;
  readonly origins: EncodedRows<ReturnType<typeof originOf>>;
}

/** Encodes events before they are numbered, so that others wait less. */
export function encodeEvents(events: readonly PendingEvent[]): EncodedEvents {
  const places = new Map<PendingEvent['by'], number>();
  for (const { by } of events) if (!places.has(by)) places.set(by, places.size);
  const rows = events.map(({ type, target, user, data, by }) => ({
    ...{ type, origin: places.get(by), userId: user?.id, userName: user?.name },
    userExternalId: user?.externalId,
    ...{ targetType: target?.type, targetId: target?.id, targetName: target?.name },
    data: { ...data, ...by.request.origin },
  }));
  return { facts: encodeRows(factRow, rows), origins: encodeRows(originRow, [...places].map(originOf)) };
}

function originOf([{ actor, request }, number]: [PendingEvent['by'], number]) {
  return {
    ...{ number, actorType: actor.type, actorId: actor.id, actorName: actor.name },
    ...{ ipAddress: request.ipAddress, requestId: request.id },
  };
}

/**
 * Writes events and their webhook deliveries, in the order they were recorded.
 * @param scope a transaction that commits soon: nobody else can write events of this account until then
 * @param numbered the ids of the events
 * @param encoded the result of `encodeEvents`
 */
export async function writeEvents(
  scope: Scope,
  { numbers: numbered, hasEndpoints }: NumberedEvents,
  encoded: EncodedEvents,
): Promise<void> {
  const rows = { ...encodeRows(numberRow, numbered), ...encoded.facts };
  scope.pipeline(sql`
    INSERT INTO events (account_id, id, sequence, type, actor_type, actor_id, actor_name, target_type, target_id,
      target_name, user_id, user_name, user_external_id, data, ip_address, request_id, created_at)
    SELECT ${scope.accountId}::uuid, e.id, e.sequence, e.type, o.actor_type, o.actor_id, o.actor_name, e.target_type,
      e.target_id, e.target_name, e.user_id, e.user_name, coalesce(e.user_external_id, u.external_id), e.data, o.ip_address, o.request_id,
      ${scope.now()}::timestamptz
    FROM ${unnestRows('e', eventRow, rows)}
    JOIN ${unnestRows('o', originRow, encoded.origins)} ON o.number = e.origin
    LEFT JOIN users u ON u.account_id = ${scope.accountId}::uuid AND u.id = e.user_id`);
  if (hasEndpoints) {
    await fanOut(
      scope,
      numbered.map(({ id }) => id),
    );
  }
}
