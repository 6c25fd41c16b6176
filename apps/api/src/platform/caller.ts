import { Role } from '@muster/contracts/permissions';
import { Locale } from '@muster/contracts/primitives';
import * as z from 'zod';
import type { Dependencies } from '../dependencies.ts';
import { type Actor, accountContext, type Context } from './context.ts';

/** Who asked for something that is done later, as it is kept with it. */
export const Caller = z.object({
  id: z.string().nullable(),
  name: z.string(),
  role: Role.nullable(),
  requestId: z.string().nullable(),
  ipAddress: z.string().nullable(),
  locale: Locale,
});
export type Caller = z.output<typeof Caller>;

/** Keeps who calls, for the job that does what they asked for. */
export function callerOf({ actor, request }: Pick<Context, 'actor' | 'request'>): Caller {
  const { id, name, role } = actor;
  return { id, name, role, requestId: request.id, ipAddress: request.ipAddress, locale: request.locale };
}

/**
 * A context in which a job goes on in the name of whoever asked, with what they were allowed when they did.
 * @param kept what `callerOf` kept
 * @param origin what the job is, for the data of every event
 */
export function contextOfCaller(
  deps: Dependencies,
  accountId: string,
  kept: unknown,
  origin: Readonly<Record<string, string>>,
): Context {
  const { requestId, ipAddress, locale, ...who } = Caller.parse(kept);
  const actor: Actor = {
    ...who,
    type: who.id === null ? 'operator' : 'user',
    identityId: null,
    signInId: null,
  };
  return accountContext(deps, accountId, actor, {
    ...{ id: requestId, ipAddress, locale, origin },
    userAgent: '',
  });
}
