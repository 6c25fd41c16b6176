import { EventType, type Permission, readPermissionOf } from '@muster/contracts/catalogue';
import type { Actor } from '../platform/context/actor.ts';
import { type Holder, permissionsHeld } from '../platform/context/present-permissions.ts';
import { missingFrom, requireHeld } from './grants.ts';

/** Who decides what a webhook endpoint receives, as stored now; without a user, it is from before this was asked. */
export interface EventReader extends Holder {
  readonly readerId: string | null;
  readonly readerKeyId: string | null;
}

/** The permissions to read events of some types; `*` stands for all. */
export function permissionsToRead(types: readonly string[]): readonly Permission[] {
  const wanted = types.includes('*')
    ? EventType.options
    : EventType.options.filter((type) => types.includes(type));
  return [...new Set(wanted.map(readPermissionOf))].sort();
}

/**
 * Refuses an actor who has events sent that they may not read.
 * @throws Failure `scope_not_held`
 */
export function requireReadable(actor: Actor, types: readonly string[]): void {
  requireHeld(actor, permissionsToRead(types));
}

/** The permissions to read events that the reader does not have, or has no longer. */
export function missingToRead(
  reader: EventReader,
  types: readonly string[],
  now: Date,
): readonly Permission[] {
  if (reader.readerId === null) return [];
  return missingFrom(permissionsHeld(reader, reader.readerKeyId !== null, now), permissionsToRead(types));
}
