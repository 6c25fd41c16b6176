import { Permission } from '@muster/contracts/catalogue';
import { Locale } from '@muster/contracts/kit/primitives';
import { permissionsOf, Role } from '@muster/contracts/permissions';
import * as z from 'zod';
import type { Dependencies } from '../../dependencies.ts';
import { accountContext } from './account-context.ts';
import type { Actor } from './actor.ts';
import type { Context } from './context.ts';

/** The caller of an operation that runs later, as stored with it. */
export const StoredCaller = z.object({
  type: z.enum(['user', 'api_key', 'system', 'operator']).optional(),
  id: z.string().nullable(),
  name: z.string(),
  role: Role.nullable(),
  permissions: z.array(Permission).optional(),
  person: z.object({ id: z.string(), name: z.string() }).nullish(),
  requestId: z.string().nullable(),
  ipAddress: z.string().nullable(),
  locale: Locale,
});
export type StoredCaller = z.output<typeof StoredCaller>;

/** Stores the caller, for the job that runs the operation. */
export function storedCallerOf({ actor, request }: Pick<Context, 'actor' | 'request'>): StoredCaller {
  const { type, id, name, role, permissions, person } = actor;
  const who = { type, id, name, role, permissions: [...permissions], person };
  return { ...who, requestId: request.id, ipAddress: request.ipAddress, locale: request.locale };
}

/**
 * Creates the context in which a job acts for the stored caller, with the permissions they had at the time.
 * @param stored the result of `storedCallerOf`
 * @param origin the operation, for the data of every event
 */
export function contextOnBehalfOf(
  deps: Dependencies,
  accountId: string,
  stored: unknown,
  origin: Readonly<Record<string, string>>,
): Context {
  const { requestId, ipAddress, locale, ...who } = StoredCaller.parse(stored);
  const { id, name, role } = who;
  const actor: Actor = {
    ...{ id, name, role, identityId: null, signInId: null },
    // Callers stored before keys could start operations contain only the user.
    type: who.type ?? (id === null ? 'operator' : 'user'),
    permissions: who.permissions ?? (role === null ? Permission.options : permissionsOf[role]),
    person: who.person === undefined && id !== null ? { id, name } : (who.person ?? null),
  };
  return accountContext(deps, accountId, actor, {
    ...{ id: requestId, ipAddress, locale, origin },
    userAgent: '',
  });
}
