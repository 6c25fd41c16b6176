import type { SqlConnection } from '../db/pipeline.ts';
import { type EncodedRows, encodeRows, unnestRows } from '../db/rows.ts';
import { sql } from '../db/sql.ts';
import type { PendingEvent } from '../outgoing/outgoing-types.ts';
import { fanOut } from '../webhooks/fan-out.ts';
import type { NumberedEvents } from './sequence.ts';

interface Scope extends SqlConnection {
  readonly accountId: string;
  now(): Date;
}

const numbers = { id: 'uuid', sequence: 'bigint' };

const facts = {
  type: 'text',
  origin: 'int',
  target_type: 'text',
  target_id: 'uuid',
  target_name: 'text',
  user_id: 'uuid',
  user_name: 'text',
  data: 'jsonb',
};

const origins = {
  number: 'int',
  actor_type: 'text',
  actor_id: 'uuid',
  actor_name: 'text',
  ip_address: 'text',
  request_id: 'text',
};

/** Encoded events, and each distinct origin once. */
export interface EncodedEvents {
  readonly facts: EncodedRows<keyof typeof facts>;
  readonly origins: EncodedRows<keyof typeof origins>;
}

/** Encodes events before they are numbered, so that others wait less. */
export function encodeEvents(events: readonly PendingEvent[]): EncodedEvents {
  const places = new Map<PendingEvent['by'], number>();
  for (const { by } of events) if (!places.has(by)) places.set(by, places.size);
  const rows = events.map(({ type, target, user, data, by }) => ({
    ...{ type, origin: places.get(by), user_id: user?.id, user_name: user?.name },
    ...{ target_type: target?.type, target_id: target?.id, target_name: target?.name },
    data: { ...data, ...by.request.origin },
  }));
  return { facts: encodeRows(facts, rows), origins: encodeRows(origins, [...places].map(originOf)) };
}

function originOf([{ actor, request }, number]: [PendingEvent['by'], number]) {
  return {
    ...{ number, actor_type: actor.type, actor_id: actor.id, actor_name: actor.name },
    ...{ ip_address: request.ipAddress, request_id: request.id },
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
  const rows = { ...encodeRows(numbers, numbered), ...encoded.facts };
  scope.pipeline(sql`
    INSERT INTO events (account_id, id, sequence, type, actor_type, actor_id, actor_name, target_type, target_id,
      target_name, user_id, user_name, data, ip_address, request_id, created_at)
    SELECT ${scope.accountId}::uuid, e.id, e.sequence, e.type, o.actor_type, o.actor_id, o.actor_name, e.target_type,
      e.target_id, e.target_name, e.user_id, e.user_name, e.data, o.ip_address, o.request_id,
      ${scope.now()}::timestamptz
    FROM ${unnestRows('e', { ...numbers, ...facts }, rows)}
    JOIN ${unnestRows('o', origins, encoded.origins)} ON o.number = e.origin`);
  if (hasEndpoints) {
    await fanOut(
      scope,
      numbered.map(({ id }) => id),
    );
  }
}
