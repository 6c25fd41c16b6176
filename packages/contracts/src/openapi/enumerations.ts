import * as z from 'zod';
import { EventType } from '../events.ts';
import { Id } from '../kit/primitives.ts';
import { Permission, Role } from '../permissions.ts';

/** Gives the long enumerations and the ids a component each, so that the document says them once. */
export function nameEnumerations(): void {
  for (const [id, schema] of Object.entries({ EventType, Permission, Role, Id })) {
    z.globalRegistry.add(schema, { ...z.globalRegistry.get(schema), id });
  }
}
