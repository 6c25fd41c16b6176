import * as z from 'zod';
import type { ChangesByType } from '../../kit/event-changes.ts';
import { Id } from '../../kit/primitives.ts';
import { CommitImport } from '../user-imports.ts';

const result = {
  userImportId: Id,
  fileName: z.string(),
  create: z.int(),
  update: z.int(),
  skip: z.int(),
  error: z.int(),
};

const ended = z.string().optional().meta({ description: 'Why it ended before it was done.' });

/** What the events of imports tell: counts of rows. */
export const userImportsEvents = {
  'user_import.started': z.object({ ...result, ...CommitImport.shape }),
  'user_import.finished': z.object({
    ...result,
    stopReason: ended,
  }),
  'user_import.undo_started': z.object({ userImportId: Id, fileName: z.string() }),
  'user_import.undone': z.object({
    userImportId: Id,
    fileName: z.string(),
    done: z.int().meta({ description: 'Rows taken back.' }),
    kept: z.int().meta({ description: 'Rows that stay, because somebody changed the user since.' }),
    groupsDeleted: z.int().meta({ description: 'Groups that the import created and nobody was in.' }),
    stopReason: ended,
  }),
} satisfies ChangesByType;
