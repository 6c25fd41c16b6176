import type { AuditEvent as AuditEventSchema } from '@muster/contracts/account/audit-events';
import { EmailTemplateKey } from '@muster/contracts/catalogue';
import { Locale } from '@muster/contracts/kit/primitives';
import { Role } from '@muster/contracts/permissions';
import type * as z from 'zod';

/** An audit event as the API sends it. */
export type AuditEvent = z.input<typeof AuditEventSchema>;

/** A change of one field, or one plain fact of an event. */
export interface EventFact {
  readonly field: string;
  readonly from?: unknown;
  readonly to?: unknown;
  readonly value?: unknown;
}

interface Named {
  readonly id: string | null;
  readonly name: string;
}

/** The user an event is about; for sign-ins and the like, the actor. */
export function userOf(event: AuditEvent): Named {
  if (event.user) return event.user;
  return event.target?.type === 'user' ? event.target : event.actor;
}

/** The group an event is about. */
export function groupOf({ target, data }: AuditEvent): Named | undefined {
  if (target?.type === 'group') return target;
  const group = data.group;
  if (isRecord(group) && typeof group.name === 'string') {
    return { id: typeof group.id === 'string' ? group.id : null, name: group.name };
  }
  return undefined;
}

/** The role that was assigned; `unknown` if the event does not say. */
export function roleOf({ data }: AuditEvent): Role | 'unknown' {
  const role = factsOf(data).find(({ field }) => field === 'role');
  return Role.safeParse(role?.to ?? role?.value).data ?? 'unknown';
}

/** The e-mail template an event is about, and the language of the changed text. */
export function templateOf({ data }: AuditEvent): { key: EmailTemplateKey; locale?: Locale } | undefined {
  const key = EmailTemplateKey.safeParse(data.template).data;
  if (!key) return undefined;
  const locale = Locale.safeParse(data.locale).data;
  return locale ? { key, locale } : { key };
}

/**
 * Turns an event's data into facts for display: `{ from, to }` pairs are changes, everything else is a plain
 * fact.
 */
export function factsOf(data: AuditEvent['data']): EventFact[] {
  const { changes, ...others } = data;
  return Object.entries({ ...others, ...(isRecord(changes) ? changes : {}) }).flatMap(([field, value]) =>
    isHidden(field, value) ? [] : [factOf(field, value)],
  );
}

function factOf(field: string, value: unknown): EventFact {
  const isChange = isRecord(value) && ('from' in value || 'to' in value);
  return isChange ? { field, from: value.from, to: value.to } : { field, value };
}

const hidden = new Set(['emailId', 'userImportId', 'bulkOperationId']);

// Hides ids: readers get the names from the sentence.
function isHidden(field: string, value: unknown): boolean {
  return hidden.has(field) || value === undefined || (isRecord(value) && 'id' in value);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
