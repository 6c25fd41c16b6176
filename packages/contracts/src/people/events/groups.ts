import * as z from 'zod';
import { type ChangesByType, changedFields, noChanges } from '../../kit/event-changes.ts';
import { Id } from '../../kit/primitives.ts';

/** What the events of groups tell. */
export const groupsEvents = {
  'group.created': noChanges,
  'group.updated': changedFields({ name: z.string(), description: z.string() }),
  'group.merged': z.object({
    mergedId: Id.meta({ description: 'The group that was merged, and is deleted.' }),
    mergedName: z.string().meta({ description: 'Its name.', example: 'Sales' }),
    users: z.int().meta({ description: 'How many users were in it.' }),
    added: z.int().meta({ description: 'How many of them were not yet in the group that stays.' }),
  }),
  'group.deleted': z.object({ users: z.int().meta({ description: 'How many users were in it.' }) }),
  'group.user_added': noChanges,
  'group.user_removed': noChanges,
} satisfies ChangesByType;
