import * as z from 'zod';
import { Permission } from '../../catalogue.ts';
import { type ChangesByType, changedFields, noChanges } from '../../kit/event-changes.ts';

/** What the events of API keys tell. */
export const apiKeysEvents = {
  'api_key.created': z.object({
    scopes: z.array(Permission).optional(),
    allowedIps: z.array(z.string()).optional(),
    expiresAt: z.iso.datetime().nullable(),
  }),
  'api_key.updated': changedFields({ name: z.string(), allowedIps: z.array(z.string()) }),
  'api_key.rotated': z.object({
    overlapEndsAt: z.iso.datetime().meta({ description: 'Until when the former secret works.' }),
  }),
  'api_key.revoked': noChanges,
} satisfies ChangesByType;
