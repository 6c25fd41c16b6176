import { paths } from '../paths.ts';
import type { AuditEvent } from './event-parts.ts';

/** The path of the actor's page, if there is one. */
export function actorPath({ type, id }: AuditEvent['actor']): string | undefined {
  if (id === null) return undefined;
  if (type === 'user') return paths.user(id);
  return type === 'api_key' ? paths.apiKey(id) : undefined;
}

/** The path of the API key or webhook endpoint an event is about; undefined if it was deleted. */
export function targetPath({ type, target }: AuditEvent): string | undefined {
  if (!target || type === 'api_key.revoked' || type === 'webhook_endpoint.deleted') return undefined;
  if (target.type === 'api_key') return paths.apiKey(target.id);
  return target.type === 'webhook_endpoint' ? paths.webhook(target.id) : undefined;
}
