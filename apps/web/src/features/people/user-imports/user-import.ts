import type {
  ImportRowDetail as ImportRowDetailSchema,
  ImportRow as ImportRowSchema,
  UserImport as UserImportSchema,
} from '@muster/contracts/people/user-imports';
import { type ImportOutcome, ImportMode as Mode } from '@muster/contracts/people/user-imports';
import type * as z from 'zod';

/** An import as the API sends it. */
export type UserImport = z.input<typeof UserImportSchema>;

/** A row of an import as the API sends it. */
export type ImportRow = z.input<typeof ImportRowSchema>;

/** A row with its cells. */
export type ImportRowDetail = z.input<typeof ImportRowDetailSchema>;

/** Whether an import has carried out its rows, or was stopped. */
export function isOver({ status }: Pick<UserImport, 'status'>): boolean {
  return status === 'done' || status === 'cancelled' || status === 'undoing' || status === 'undone';
}

/** How far an import is, or its undo. */
export function progressOf({ status, progress, undo, counts }: UserImport): UserImport['progress'] {
  if (status !== 'undoing') return progress;
  const done = (undo?.done ?? 0) + (undo?.kept ?? 0);
  return { done, total: Math.max(done, Math.min(progress.done, counts.create + counts.update)) };
}

export type ImportMode = UserImport['mode'];

/** The modes in the order they are offered. */
export const modes = Mode.options;

/** The outcomes in the order they are shown. */
export const outcomes = ['create', 'update', 'skip', 'error'] as const satisfies readonly ImportOutcome[];
