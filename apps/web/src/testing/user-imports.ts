import type {
  ImportRow as ImportRowSchema,
  UserImport as UserImportSchema,
} from '@muster/contracts/people/user-imports';
import type * as z from 'zod';

type UserImport = z.input<typeof UserImportSchema>;
type ImportRow = z.input<typeof ImportRowSchema>;

/** A validated file of 137 rows: 120 new people, 14 changes, one skipped, two errors. */
export function anImport(changes: Partial<UserImport> = {}): UserImport {
  return {
    id: '0192f0c1-2d3e-7a4b-8c5d-000000000400',
    status: 'previewed',
    fileName: 'staff.csv',
    format: 'csv',
    encoding: 'utf-8',
    separator: 'semicolon',
    sheets: [],
    sheet: null,
    mode: 'add_and_update',
    columnsRemembered: false,
    columns: [
      { index: 0, header: 'Mail', field: 'email', samples: ['ada@acme.test', 'bob@acme.test'] },
      { index: 1, header: 'Team', field: null, samples: ['Navy', 'Sales'] },
      { index: 2, header: '', field: null, samples: ['7'] },
    ],
    total: 137,
    counts: { create: 120, update: 14, skip: 1, error: 2 },
    seats: { needed: 120, available: null },
    groupsToCreate: [],
    invitations: 120,
    suggestions: 0,
    warnings: 0,
    progress: { done: 0, total: 0 },
    options: null,
    stopReason: null,
    canUndo: false,
    undo: null,
    createdBy: { id: null, name: 'Grace Hopper' },
    createdAt: '2026-02-02T10:00:00.000Z',
    finishedAt: null,
    ...changes,
  };
}

/** A row that adds Ada. */
export function anImportRow(changes: Partial<ImportRow> = {}): ImportRow {
  return {
    line: 2,
    outcome: 'create',
    email: 'ada@acme.test',
    name: 'Ada Lovelace',
    userId: null,
    changes: {
      firstName: { from: null, to: 'Ada' },
      role: { from: null, to: 'admin' },
      groups: { from: [], to: ['Navy', 'Sales'] },
    },
    errors: [],
    warnings: [],
    suggestion: null,
    undo: null,
    ...changes,
  };
}
