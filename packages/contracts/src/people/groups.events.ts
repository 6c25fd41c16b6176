import * as z from 'zod';
import { type ChangesByType, changedFields, noChanges } from '../kit/event-changes.ts';

/** What the events of groups tell. */
export const groupsEvents = {
  'group.created': noChanges,
  'group.updated': changedFields({ name: z.string(), description: z.string() }),
  'group.deleted': z.object({ users: z.int().meta({ description: 'How many users were in it.' }) }),
  'group.user_added': noChanges,
  'group.user_removed': noChanges,
} satisfies ChangesByType;
