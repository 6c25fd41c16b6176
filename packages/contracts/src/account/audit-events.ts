import * as z from 'zod';
import { EventTargetType, EventType } from '../catalogue.ts';
import { endpoint, endpoints } from '../kit/endpoint.ts';
import { Id, PageQuery, pageOf, repeatable, Timestamp } from '../kit/primitives.ts';

/** The actor. `id` is the id of the user, or of the key for `api_key`. */
export const EventActor = z
  .object({ type: z.enum(['user', 'api_key', 'system', 'operator']), id: Id.nullable(), name: z.string() })
  .meta({ id: 'EventActor' });
export type EventActor = z.output<typeof EventActor>;

/** The target of the event. */
export const EventTarget = z
  .object({
    type: EventTargetType,
    id: Id,
    name: z.string(),
  })
  .meta({ id: 'EventTarget' });
export type EventTarget = z.output<typeof EventTarget>;

/** One audit event. Names are as they were when it happened. */
export const AuditEvent = z
  .object({
    id: Id,
    type: EventType,
    actor: EventActor,
    target: EventTarget.nullable(),
    user: z
      .object({ id: Id, name: z.string() })
      .nullable()
      .meta({ description: 'The user the event is about, if there is one.' }),
    data: z
      .record(z.string(), z.unknown())
      .meta({ description: 'What changed, e.g. `{ from, to }` per field.' }),
    ipAddress: z.string().nullable(),
    requestId: z.string().nullable(),
    createdAt: Timestamp,
  })
  .meta({ id: 'AuditEvent' });
export type AuditEvent = z.output<typeof AuditEvent>;

export const ListAuditEvents = PageQuery.extend({
  sort: z.enum(['createdAt', '-createdAt']).default('-createdAt'),
  actor: Id.optional().meta({ description: 'ID of the acting user or API key.' }),
  action: repeatable(EventType),
  target: Id.optional(),
  from: Timestamp.optional(),
  to: Timestamp.optional(),
});
export type ListAuditEvents = z.output<typeof ListAuditEvents>;

export const auditEvents = endpoints('auditEvents', {
  list: endpoint({
    method: 'GET',
    path: '/audit-events',
    summary: 'List the audit log, newest first',
    access: 'audit:read',
    query: ListAuditEvents,
    status: 200,
    response: pageOf(AuditEvent),
    errors: ['cursor_invalid'],
  }),
});
