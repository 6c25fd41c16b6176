import type {
  ImportRow as ImportRowSchema,
  UserImport as UserImportSchema,
} from '@muster/contracts/people/user-imports';
import { type ImportOutcome, ImportMode as Mode } from '@muster/contracts/people/user-imports';
import type * as z from 'zod';

/** An import as the API sends it. */
export type UserImport = z.input<typeof UserImportSchema>;

/** A row of an import as the API sends it. */
export type ImportRow = z.input<typeof ImportRowSchema>;

export type ImportMode = UserImport['mode'];

/** The modes in the order they are offered. */
export const modes = Mode.options;

/** The outcomes in the order they are shown. */
export const outcomes = ['create', 'update', 'skip', 'error'] as const satisfies readonly ImportOutcome[];
