import * as z from 'zod';
import type { ChangesByType } from '../kit/event-changes.ts';
import { Id } from '../kit/primitives.ts';
import { CommitImport } from './user-imports.ts';

const result = {
  userImportId: Id,
  fileName: z.string(),
  create: z.int(),
  update: z.int(),
  skip: z.int(),
  error: z.int(),
};

/** What the events of imports tell: counts of rows. */
export const userImportsEvents = {
  'user_import.started': z.object({ ...result, ...CommitImport.shape }),
  'user_import.finished': z.object({
    ...result,
    stopReason: z.string().optional().meta({ description: 'Why it ended before it was done.' }),
  }),
} satisfies ChangesByType;
